// `pnpm --filter db seed`: the first records into an empty database; `--cars N` adds N cars for load, and so for every
// domain by its plural.
import { log, progress } from "@clack/prompts";
import { terminalReporter } from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { migrateDatabase } from "../migrating.ts";
import { openDatabase } from "../open.ts";
import { type SeedDomain, seedDomains } from "../seeds/domains.ts";
import { generateRows } from "../seeds/generate.ts";
import { seedWhenEmpty } from "../seeds/seed.ts";
import { runCommand, UsageError, wholeNumber } from "./command.ts";

const MAX_ROWS = 100_000_000;
const domains = Object.values(seedDomains);
const [example = "cars"] = domains.map(({ plural }) => plural);

await runCommand({
  usage: `pnpm --filter db seed ${domains.map(({ plural }) => `[--${plural} N]`).join(" ")}`.trim(),
  about: "Brings the database up to date, and fills it with the first records where it is empty.",
  flags: Object.fromEntries(
    domains.map((domain) => [
      domain.plural,
      { value: "N", help: `Adds so many made-up ${manyOf(domain)}, for load.` },
    ]),
  ),
  examples: [
    ["pnpm --filter db seed", "Seeds an empty database."],
    [`pnpm --filter db seed --${example} 100000`, `Adds a hundred thousand ${example}.`],
  ],
  run: async (given) => {
    const wanted = domains.flatMap((domain) => {
      const text = given.value(domain.plural);
      return text === undefined ? [] : [{ domain, rows: rowsAskedFor(`--${domain.plural}`, text) }];
    });
    const database = await developmentDatabase();
    try {
      await seed(database.url);
      for (const { domain, rows } of wanted) await fill(database.url, domain, rows);
    } finally {
      await database.stop();
    }
  },
});

async function seed(url: string): Promise<void> {
  await migrateDatabase(url, { reporter: terminalReporter() });
  const orm = await openDatabase({ url });
  try {
    const added = Object.entries(await seedWhenEmpty(orm.em)).map(
      ([name, count]) => `${count} ${manyOf(seedDomains[name])}`,
    );
    log.success(
      added.length > 0 ? `Added ${added.join(" and ")}.` : "The database has data; nothing was seeded.",
    );
  } finally {
    await orm.close();
  }
}

async function fill(url: string, domain: SeedDomain, rows: number): Promise<void> {
  const what = `${rows.toLocaleString("en")} ${manyOf(domain)}`;
  const bar = progress({ max: rows });
  bar.start(`Adding ${what}`);
  let shown = 0;
  await generateRows(url, domain, rows, (sent) => {
    bar.advance(sent - shown);
    shown = sent;
  });
  bar.stop(`Added ${what}.`);
}

function rowsAskedFor(flag: string, text: string): number {
  const number = wholeNumber(flag, text);
  if (number <= MAX_ROWS) return number;
  throw new UsageError(
    `${flag} is ${text}.`,
    `Give it a whole number up to ${MAX_ROWS.toLocaleString("en")}.`,
  );
}

function manyOf(of: SeedDomain | undefined): string {
  return of?.label.many.toLowerCase() ?? "records";
}

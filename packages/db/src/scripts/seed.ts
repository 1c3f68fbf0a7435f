// `pnpm --filter db seed`: the first records into an empty database; `--cars N` adds N cars for load, and so for
// every domain by its plural.
import { parseArgs } from "node:util";
import { log, progress } from "@clack/prompts";
import { terminalReporter } from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { migrateDatabase } from "../migrating.ts";
import { openDatabase } from "../open.ts";
import { type SeedDomain, seedDomains } from "../seeds/domains.ts";
import { generateRows } from "../seeds/generate.ts";
import { seedWhenEmpty } from "../seeds/seed.ts";

const MAX_ROWS = 100_000_000;
const wanted = asked();
const database = await developmentDatabase();
try {
  await seed(database.url);
} finally {
  await database.stop();
}

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
  for (const { domain, rows } of wanted) if (rows > 0) await fill(url, domain, rows);
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

/** How many rows of which domains: every domain has a flag of its plural. */
function asked(): { domain: SeedDomain; rows: number }[] {
  const byPlural = new Map(Object.values(seedDomains).map((domain) => [domain.plural, domain]));
  const options = Object.fromEntries(
    [...byPlural.keys()].map((plural) => [plural, { type: "string" as const }]),
  );
  try {
    const { values } = parseArgs({ options });
    return [...byPlural].flatMap(([plural, domain]) => {
      const text = values[plural];
      return text === undefined ? [] : [{ domain, rows: wholeNumber(plural, String(text)) }];
    });
  } catch (error) {
    const flags = [...byPlural.keys()].map((plural) => `[--${plural} N]`).join(" ");
    console.error(`${error instanceof Error ? error.message : error}\nUsage: pnpm --filter db seed ${flags}`);
    process.exit(2);
  }
}

function wholeNumber(plural: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= MAX_ROWS) return number;
  throw new Error(`--${plural} takes a whole number up to ${MAX_ROWS.toLocaleString("en")}, not "${text}".`);
}

function manyOf(of: SeedDomain | undefined): string {
  return of?.label.many.toLowerCase() ?? "records";
}

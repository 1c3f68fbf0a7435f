// `pnpm --filter db seed`: the first records into an empty database; `--cars N` adds N cars for load, and so for every
// domain by its plural.
import { log, progress } from "@clack/prompts";
import type { SeedDomain } from "@pitstop/database";
import { generateRows } from "@pitstop/database/rows";
import { terminalReporter } from "@pitstop/migrator";
import { command, runProgram, UsageError, wholeNumber, withExamples } from "@pitstop/migrator/commands";
import { Option } from "commander";
import { developmentDatabase } from "../development.ts";
import { database as application, openDatabase, seedWhenEmpty } from "../index.ts";
import { migrateDatabase } from "../migrating.ts";
import { scriptArguments, typed } from "./project.ts";

const MAX_ROWS = 100_000_000;
const domains = Object.values(application.domains);
const [example = "cars"] = domains.map(({ plural }) => plural);

const program = command(
  "seed",
  "Migrate the database, and fill it with the first records where it is empty.",
).action(async (options: Readonly<Record<string, number | undefined>>) => {
  const wanted = domains.flatMap((domain) => {
    const rows = options[domain.plural];
    return rows === undefined ? [] : [{ domain, rows }];
  });
  const database = await developmentDatabase();
  try {
    await seed(database.url);
    for (const { domain, rows } of wanted) await fill(database.url, domain, rows);
  } finally {
    await database.stop();
  }
});
for (const domain of domains) {
  const option = new Option(`--${domain.plural} <n>`, `add n generated ${manyOf(domain)}, for load`);
  // Commander would name the value of "motor-boats" motorBoats.
  option.attributeName = () => domain.plural;
  program.addOption(option.argParser((text) => rowsAskedFor(`--${domain.plural}`, text)));
}
withExamples(program, [
  [`${typed} seed`, "Seeds an empty database."],
  [`${typed} seed --${example} 100000`, `Adds a hundred thousand ${example}.`],
]);
await runProgram(command(typed, "").addCommand(program), ["seed", ...scriptArguments()]);

async function seed(url: string): Promise<void> {
  await migrateDatabase(url, { reporter: terminalReporter() });
  const orm = await openDatabase({ url });
  try {
    const added = Object.entries(await seedWhenEmpty(orm.em)).map(
      ([name, count]) => `${count} ${manyOf(application.domains[name])}`,
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
  await generateRows(application, url, domain, rows, (sent) => {
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

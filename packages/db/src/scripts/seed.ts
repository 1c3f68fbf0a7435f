// `pnpm --filter db seed`: the first records into an empty database; `--domain car --rows N` adds N rows for load.
import { parseArgs } from "node:util";
import { log, progress } from "@clack/prompts";
import { developmentDatabase } from "../development.ts";
import { openDatabase } from "../open.ts";
import { type SeedDomain, seedDomains } from "../seeds/domains.ts";
import { generateRows } from "../seeds/generate.ts";
import { seedWhenEmpty } from "../seeds/seed.ts";

const MAX_ROWS = 100_000_000;
const { domain, rows } = asked();
const database = await developmentDatabase();
try {
  await seed(database.url);
} finally {
  await database.stop();
}

async function seed(url: string): Promise<void> {
  const orm = await openDatabase({ url });
  try {
    await orm.migrator.up();
    const added = Object.entries(await seedWhenEmpty(orm.em)).map(
      ([name, count]) => `${count} ${manyOf(seedDomains[name])}`,
    );
    log.success(
      added.length > 0 ? `Added ${added.join(" and ")}.` : "The database has data; nothing was seeded.",
    );
  } finally {
    await orm.close();
  }
  if (!domain || rows === 0) return;
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

function asked(): { domain: SeedDomain | undefined; rows: number } {
  try {
    const { values } = parseArgs({
      options: { domain: { type: "string" }, rows: { type: "string", default: "0" } },
    });
    const number = Number(values.rows);
    if (!(Number.isInteger(number) && number >= 0 && number <= MAX_ROWS)) {
      throw new Error(
        `--rows takes a whole number up to ${MAX_ROWS.toLocaleString("en")}, not "${values.rows}".`,
      );
    }
    const found = values.domain === undefined ? undefined : seedDomains[values.domain];
    if ((number > 0 || values.domain !== undefined) && !found) {
      throw new Error(`--domain takes one of ${Object.keys(seedDomains).join(", ")}.`);
    }
    return { domain: found, rows: number };
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : error}\nUsage: pnpm --filter db seed [--domain car --rows N]`,
    );
    process.exit(2);
  }
}

function manyOf(of: SeedDomain | undefined): string {
  return of?.label.many.toLowerCase() ?? "records";
}

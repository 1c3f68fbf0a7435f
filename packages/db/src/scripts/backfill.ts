// `pnpm --filter db backfill`: fills a column in batches, while the database is in use.
import {
  type BackfillPlan,
  type BackfillResult,
  countBackfill,
  MigratorError,
  progressBar,
  runBackfill,
} from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { type Given, runCommand, UsageError } from "./command.ts";

type Flags = "table" | "set" | "where" | "dry-run" | "json";

await runCommand<Flags>({
  usage: `pnpm --filter db backfill --table TABLE --set "SQL" --where "SQL" [--dry-run] [--json]`,
  about:
    "Fills rows in small batches along the primary key (or a unique one), each in a short transaction, as fast as the database bears.\nKilled or stopped, the same command goes on where it was; two may run at once.",
  flags: {
    table: { value: "TABLE", help: `The table, with its schema where needed: sales.cars, sales."Cars"` },
    set: { value: "SQL", help: `What to assign, as after SET: "name = trim(name)"` },
    where: {
      value: "SQL",
      help: `The rows that need it. A filled row must no longer match: "name <> trim(name)"`,
    },
    "dry-run": { help: "Counts the rows, and changes nothing." },
    json: { help: "The result as JSON on stdout." },
  },
  examples: [
    [
      `pnpm --filter db backfill --table cars --set "name = trim(name)" --where "name <> trim(name)" --dry-run`,
      "Says how many names begin or end with a space.",
    ],
    [
      `pnpm --filter db backfill --table cars --set "name = trim(name)" --where "name <> trim(name)"`,
      "Takes these spaces away.",
    ],
  ],
  run: async (given) => {
    const plan = planOf(given);
    const database = await developmentDatabase();
    try {
      const { rows, isEstimate } = await countBackfill(database.url, plan);
      const result = given.has("dry-run") ? undefined : await fill(database.url, plan);
      if (given.has("json")) {
        process.stdout.write(
          `${JSON.stringify({ ...plan, matching: rows, isEstimate, filled: result ?? null }, null, 2)}\n`,
        );
      } else
        process.stdout.write(
          sentence(plan, `${isEstimate ? "about " : ""}${rows.toLocaleString("en")}`, result),
        );
    } finally {
      await database.stop();
    }
  },
});

function planOf(given: Given<Flags>): BackfillPlan {
  const [table, set, where] = [given.value("table"), given.value("set"), given.value("where")];
  if (!table) throw new UsageError("No table is named.", "Add --table TABLE.");
  if (!set) throw new UsageError("Nothing says what to assign.", `Add --set "column = value".`);
  if (!where) throw new UsageError("Nothing says which rows need it.", `Add --where "column is null".`);
  return { table, set, where };
}

async function fill(url: string, plan: BackfillPlan): Promise<BackfillResult> {
  const bar = progressBar();
  const stop = new AbortController();
  const onInterrupt = () => stop.abort(stopped());
  process.once("SIGINT", onInterrupt);
  try {
    return await runBackfill({ url, plan, onProgress: bar.show, signal: stop.signal });
  } finally {
    process.off("SIGINT", onInterrupt);
    bar.clear();
  }
}

function stopped(): MigratorError {
  return new MigratorError(
    "BACKFILL_STOPPED",
    "It was stopped between two batches.",
    "What was filled stays filled; the same command goes on from there.",
  );
}

function sentence({ table }: BackfillPlan, matching: string, result: BackfillResult | undefined): string {
  if (!result) return `${matching} rows of ${table} match. Nothing was changed.\n`;
  const { rows, batches, retries } = result;
  return `Filled ${rows.toLocaleString("en")} rows of ${table} in ${batches} ${batches === 1 ? "batch" : "batches"} (${matching} matched before, ${retries} waits for a lock).\n`;
}

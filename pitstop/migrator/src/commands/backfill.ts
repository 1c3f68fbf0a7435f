import type { Command } from "commander";
import { type BackfillPlan, type BackfillResult, countBackfill, runBackfill } from "../backfill/index.ts";
import { MigratorError } from "../errors.ts";
import { progressBar } from "../report/progress-line.ts";
import { count } from "../report/words.ts";
import { command, withExamples } from "./command-line.ts";
import type { CommandContext, MigratorProject } from "./project.ts";
import { UsageError } from "./usage-error.ts";

interface Options extends Partial<BackfillPlan> {
  readonly dryRun?: true;
  readonly json?: true;
}

/** `backfill`: fills a column in batches, while the database is in use. */
export function backfillCommand({ typed, project }: CommandContext): Command {
  const made = command(
    "backfill",
    "Fill a column in batches while the database is in use",
    "Fill rows in small batches along the primary key (or a unique one), each in a short transaction, as fast as the database bears. If it is stopped, the same command continues where it was. Two may run at once.",
  )
    .option("--table <table>", `table, with its schema where needed: sales.cars, sales."Cars"`)
    .option("--set <sql>", `what to assign, as after SET: "name = trim(name)"`)
    .option("--where <sql>", `rows that need it; a filled row must no longer match: "name <> trim(name)"`)
    .option("--dry-run", "count the rows, and change nothing")
    .option("--json", "print the result as JSON")
    .action(async (options: Options) => {
      const plan = planOf(options);
      await backfill(await project(), plan, options);
    });
  const example = `${typed} backfill --table cars --set "name = trim(name)" --where "name <> trim(name)"`;
  return withExamples(made, [
    [`${example} --dry-run`, "Counts the names that begin or end with a space."],
    [example, "Removes these spaces."],
  ]);
}

function planOf({ table, set, where }: Options): BackfillPlan {
  if (!table) throw new UsageError("No table is named.", "Add --table TABLE.");
  if (!set) throw new UsageError("Nothing says what to assign.", `Add --set "column = value".`);
  if (!where) throw new UsageError("Nothing says which rows need it.", `Add --where "column is null".`);
  return { table, set, where };
}

async function backfill(
  project: MigratorProject,
  plan: BackfillPlan,
  { dryRun, json }: Options,
): Promise<void> {
  const database = await project.database();
  try {
    const { rows, isEstimate } = await countBackfill(database.url, plan);
    const result = dryRun ? undefined : await fill(database.url, plan);
    const text = json
      ? `${JSON.stringify({ ...plan, matching: rows, isEstimate, filled: result ?? null }, null, 2)}\n`
      : sentence(plan, `${isEstimate ? "about " : ""}${rows.toLocaleString("en")}`, result);
    process.stdout.write(text);
  } finally {
    await database.stop();
  }
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
  return `Filled ${rows.toLocaleString("en")} rows of ${table} in ${count(batches, "batch", "batches")} (${matching} matched before, ${retries} waits for a lock).\n`;
}

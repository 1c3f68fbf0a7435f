// `pnpm --filter db rehearse`: runs what is pending on a copy of the database, and changes nothing in the database.
import { resolve } from "node:path";
import { jsonReporter, type SafeMigrator, terminalReporter } from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { openForMigration } from "../migrating.ts";
import { runCommand, standsIn, wholeNumber } from "./command.ts";

await runCommand({
  usage: "pnpm --filter db rehearse [--sample N] [--report FILE] [--json]",
  about:
    "Runs the pending migrations up, down and up on a copy of the database, and says of each statement how long it\ntook, what it locked and what it rewrote. Nothing is applied. What was rehearsed is what may be applied.",
  flags: {
    sample: { value: "N", help: "On N rows of each table and the rows they refer to, for a large database." },
    report: { value: "FILE", help: "Writes the report as Markdown, for a pull request." },
    json: { help: "The report as JSON on stdout." },
  },
  examples: [
    ["pnpm --filter db rehearse", "Rehearses on a whole copy."],
    ["pnpm --filter db rehearse --sample 1000 --json", "Rehearses on a thousand rows of each table."],
  ],
  run: async (given) => {
    const [sample, report] = [given.value("sample"), given.value("report")];
    // A flag replaces its variable, as it does for `migration:up`.
    if (sample !== undefined) process.env.PITSTOP_SAMPLE = `${wholeNumber("--sample", sample)}`;
    if (report !== undefined) process.env.PITSTOP_REPORT = resolve(standsIn(), report);
    const isJson = given.has("json") || process.env.PITSTOP_OUTPUT === "json";
    const database = await developmentDatabase();
    try {
      const orm = await openForMigration(database.url, {
        reporter: isJson ? jsonReporter : terminalReporter(),
      });
      try {
        // MikroORM's interface does not know what its extension can do besides.
        await (orm.migrator as SafeMigrator).rehearse("up");
      } finally {
        await orm.close();
      }
    } finally {
      await database.stop();
    }
  },
});

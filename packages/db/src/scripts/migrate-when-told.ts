// Takes pending migrations to the development database, or with `down NAME` rolls back those after NAME ("0": all): as
// far as their rehearsal at once, and on when its input says "apply". Where the input ends without it, nothing is applied.
// So the caller can prove other things meanwhile. The report of a run that ended well is on stdout, as JSON.
import { text } from "node:stream/consumers";
import { MigratorError, type Reporter, terminalReporter } from "@pitstop/migrator";
import { explained } from "@pitstop/migrator/commands";
import { developmentDatabase } from "../development.ts";
import { migrateDatabase, rollBackDatabase } from "../migrating.ts";

const terminal = terminalReporter();
const reporter: Reporter = {
  ...terminal,
  end: (report) => {
    terminal.end(report);
    process.stdout.write(JSON.stringify(report));
  },
};

const [, , direction, name] = process.argv;
const to = direction === "down" ? name : undefined;

await explained(async () => {
  const database = await developmentDatabase();
  try {
    await (to === undefined
      ? migrateDatabase(database.url, { reporter, approve })
      : rollBackDatabase(database.url, to === "0" ? 0 : to, { reporter, approve }));
  } finally {
    await database.stop();
  }
});

async function approve(): Promise<void> {
  if ((await text(process.stdin)).trim() === "apply") return;
  throw new MigratorError(
    "MIGRATION_NOT_APPROVED",
    "Nothing was applied: what else had to be proved was not.",
    "Correct what the command above names, and type it again.",
  );
}

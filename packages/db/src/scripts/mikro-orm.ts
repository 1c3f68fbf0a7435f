// Runs MikroORM's own command line (`mikro-orm migration:create …`) on the database that people work on, with the
// migrator's own flags besides.
import { CLIHelper, configure } from "@mikro-orm/cli";
import { shownDatabase } from "@pitstop/migrator";
import { explained, UsageError } from "@pitstop/migrator/commands";
import { endProcess } from "@pitstop/process";
import { developmentDatabase } from "../development.ts";
import { migratorSettings } from "../migrating.ts";
import { takeFlags } from "./flags.ts";
import { scriptArguments } from "./project.ts";
import { isSureWithoutBackup } from "./sure-without-backup.ts";

process.env.MIKRO_ORM_CLI_PREFER_TS = "1";
// Node reads TypeScript by itself. A loader that happens to be installed would read migrations differently, and none
// at all is warned of in every run.
CLIHelper.registerTypeScriptSupport = async () => true;

/** What the help of `up` and `down` says besides. */
const OWN_FLAGS = `Of the migrator, for up and down:
  --without STEP         leave out lint, backup, rehearsal or verification; again, or with commas
  --sample N             rehearse on N rows of each table and those they refer to
  --report FILE          write the report as Markdown
  --json                 write it to stdout as JSON
  --yes-without-backup   in production, where the backup is left out on purpose

Examples:
  pnpm --filter db migration:up --report report.md
  pnpm --filter db migration:up --sample 1000 --json
`;

await explained(async () => {
  const { rest, environment } = takeFlags(scriptArguments());
  Object.assign(process.env, environment);
  await run(rest);
});
// MikroORM closes its connections only where a command succeeds; open ones would keep the process alive.
if (process.exitCode) endProcess(process.exitCode);

async function run(args: string[]): Promise<void> {
  const isMigrating = ["migration:up", "migration:down"].includes(args[0] ?? "");
  // Their own help follows.
  if (isMigrating && args.some((arg) => arg === "--help" || arg === "-h")) console.log(OWN_FLAGS);
  const settings = migratorSettings();
  const database = await developmentDatabase();
  process.env.DATABASE_URL = database.url;
  try {
    if (isMigrating && (await isSureWithoutBackup(settings, shownDatabase(database.url)))) {
      process.env.PITSTOP_YES_WITHOUT_BACKUP = "yes";
    }
    // Its own handler of failures would print the help of the command and end the process under the database's feet.
    await (await configure()).fail(fail).parse(args);
  } finally {
    await database.stop();
  }
}

/** For yargs, in the place of its own handler. An error comes from a command; words alone are about the command line. */
function fail(message: string | null, error: Error | undefined): never {
  throw (
    error ?? new UsageError(message ?? "No command is named.", "--help after the command says what there is.")
  );
}

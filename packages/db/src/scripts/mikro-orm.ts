// Runs MikroORM's own command line (`mikro-orm migration:create …`) on the database that people work on, with the
// migrator's own flags besides.
import { CLIHelper, configure } from "@mikro-orm/cli";
import { MigratorError } from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { takeFlags } from "./flags.ts";

process.env.MIKRO_ORM_CLI_PREFER_TS = "1";
// Node reads TypeScript by itself. A loader that happens to be installed would read migrations differently, and none
// at all is warned of in every run.
CLIHelper.registerTypeScriptSupport = async () => true;

try {
  const { rest, environment } = takeFlags(process.argv.slice(2));
  Object.assign(process.env, environment);
  await run(rest);
} catch (error) {
  if (!(error instanceof MigratorError)) throw error;
  console.error(`${error.message}\n${error.hint} (${error.code})`);
  // MikroORM closes its connections only where a command succeeds; open ones would keep the process alive.
  process.exit(1);
}

async function run(args: string[]): Promise<void> {
  const database = await developmentDatabase();
  process.env.DATABASE_URL = database.url;
  try {
    // Its own handler of failures would print the help of the command and end the process under the database's feet.
    await (await configure()).fail(false).parse(args);
  } finally {
    await database.stop();
  }
}

// Runs MikroORM's own command line (`mikro-orm migration:create …`) on the database that people work on.
import { CLIHelper, configure } from "@mikro-orm/cli";
import { developmentDatabase } from "../development.ts";

process.env.MIKRO_ORM_CLI_PREFER_TS = "1";
// Node reads TypeScript by itself. A loader that happens to be installed would read migrations differently, and none
// at all is warned of in every run.
CLIHelper.registerTypeScriptSupport = async () => true;

const database = await developmentDatabase();
process.env.DATABASE_URL = database.url;
try {
  await (await configure()).parse(process.argv.slice(2));
} finally {
  await database.stop();
}

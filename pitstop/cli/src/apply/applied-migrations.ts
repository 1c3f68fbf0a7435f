// Lists the migrations that the development database has, as JSON. It runs in the root of the workspace.
import { developmentOf } from "@pitstop/database/development";
import { migratingOf } from "@pitstop/database/migrating";
import { applicationDatabase } from "../workspace/application-database.ts";

const root = process.cwd();
const { openForMigration } = migratingOf(await applicationDatabase(root));
const database = await developmentOf({ root }).developmentDatabase();
try {
  const orm = await openForMigration(database.url);
  const executed = await orm.migrator.getExecuted();
  console.log(JSON.stringify(executed.map(({ name }) => name)));
  await orm.close(true);
} finally {
  await database.stop();
}

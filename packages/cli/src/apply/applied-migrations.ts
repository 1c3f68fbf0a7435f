// Lists the migrations that the development database has, as JSON.
import { developmentDatabase } from "@pitstop/db/development";
import { openForMigration } from "@pitstop/db/migrating";

const database = await developmentDatabase();
try {
  const orm = await openForMigration(database.url);
  const executed = await orm.migrator.getExecuted();
  console.log(JSON.stringify(executed.map(({ name }) => name)));
  await orm.close(true);
} finally {
  await database.stop();
}

// Runs MikroORM's own command line (`mikro-orm migration:create …`) with what it needs set: TypeScript without a
// loader, and the database that people work on.
import { developmentDatabase } from "../development.ts";

process.env.MIKRO_ORM_CLI_PREFER_TS = "1";
const database = await developmentDatabase();
process.env.DATABASE_URL = database.url;
try {
  const { configure } = await import("@mikro-orm/cli");
  await (await configure()).parse(process.argv.slice(2));
} finally {
  await database.stop();
}

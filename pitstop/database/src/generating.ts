import { MikroORM } from "@mikro-orm/postgresql";
import { GeneratingMigrator, generatingMigrator } from "@pitstop/migrator/generate";
import type { Database } from "./define-database.ts";

/** Nothing is asked of the database: the snapshot says what the migrations so far make. */
const NO_DATABASE = "postgresql://127.0.0.1:1/none";

/** Gives work the migrator that makes migrations from the entities, without a database. */
export async function withGeneratingMigrator<Result>(
  database: Database,
  work: (migrator: GeneratingMigrator) => Promise<Result>,
): Promise<Result> {
  const orm = await MikroORM.init({
    ...database.databaseConfig(NO_DATABASE),
    // What is printed is the answer of a program.
    logger: (message) => console.error(message),
    extensions: [generatingMigrator()],
  });
  try {
    const { migrator } = orm;
    if (!(migrator instanceof GeneratingMigrator)) throw new Error("MikroORM took another migrator.");
    return await work(migrator);
  } finally {
    await orm.close(true);
  }
}

import type { SafeMigrator } from "../migrator.ts";
import type { Reporter } from "../report/reporter.ts";
import type { MigratorProject } from "./project.ts";

/** Does work with the migrator of a project, whose database runs as long as the work takes. */
export async function withMigrator<Result>(
  project: MigratorProject,
  reporter: Reporter,
  work: (migrator: SafeMigrator) => Promise<Result>,
): Promise<Result> {
  const database = await project.database();
  try {
    const orm = await project.open(database.url, reporter);
    try {
      // MikroORM's interface doesn't know what its extension can do besides.
      return await work(orm.migrator as SafeMigrator);
    } finally {
      await orm.close();
    }
  } finally {
    await database.stop();
  }
}

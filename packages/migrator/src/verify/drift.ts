import { type Configuration, MikroORM, type Options } from "@mikro-orm/core";
import type { AbstractSqlDriver, SchemaGenerator } from "@mikro-orm/sql";
import { MigratorError } from "../errors.ts";
import type { Walk } from "../walk.ts";

/**
 * What the schema of a database would need to be what the entities say, as SQL statements; none when they agree. It is
 * for reading: run, it would drop whatever the entities do not know.
 */
export async function driftOf(config: Configuration, url: string): Promise<string[]> {
  const { dbName: _, driverOptions: __, ...settings } = config.getAll();
  const orm = await MikroORM.init<AbstractSqlDriver>({
    ...(settings as Options<AbstractSqlDriver>), // what a configuration gives back is what it was made of
    clientUrl: url,
    dbName: decodeURIComponent(new URL(url).pathname.slice(1)),
    pool: { min: 0, max: 1 },
    debug: false,
  });
  try {
    const generator = orm.config.getExtension<SchemaGenerator>("@mikro-orm/schema-generator");
    const sql = await generator?.getUpdateSchemaSQL({ wrap: false });
    return (sql ?? "").split(/;\n+/).flatMap((statement) => statement.trim() || []);
  } finally {
    await orm.close(true);
  }
}

/**
 * Notes where schema and entities differ after the migrations. What differed before is told; what is new is the
 * migrations' doing: MigratorError MIGRATION_DRIFT.
 */
export function refuseDrift(walk: Walk, before: readonly string[], after: readonly string[]): void {
  const older = after.filter((statement) => before.includes(statement));
  const newer = after.filter((statement) => !before.includes(statement));
  const notes = older.map((statement) => `Schema and entities differed before already: ${statement}`);
  const problems = newer.map((statement) => `Schema and entities differ now: ${statement}`);
  walk.note({ notes: [...walk.report.notes, ...notes], problems: [...walk.report.problems, ...problems] });
  if (problems.length === 0) return;
  throw new MigratorError(
    "MIGRATION_DRIFT",
    `The migrations do not lead to what the entities say. ${problems.join(" ")}`,
    "Correct the migration or the entity; `migration:create` writes what is missing.",
  );
}

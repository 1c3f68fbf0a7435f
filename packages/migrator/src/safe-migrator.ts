import type { MikroORM } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/sql";
import { GuardedSchemaGenerator } from "./guarded-schema.ts";
import { SafeMigrator } from "./migrator.ts";
import type { Reporter } from "./report/reporter.ts";
import type { ProjectSettings } from "./settings.ts";

export interface SafeMigratorOptions extends ProjectSettings {
  /** Told what happens while a migration runs; by default, nobody. */
  readonly reporter?: Reporter;
  /** Called after the rehearsal, before the first statement. If it throws, nothing is applied and its error is thrown. */
  readonly approve?: () => Promise<void>;
}

/**
 * The extension that makes every way to run a migration the safe one: `extensions: [safeMigrator({ … })]` in MikroORM's
 * settings, in the place of its own `Migrator`.
 */
export function safeMigrator(options: SafeMigratorOptions): { name: string; register(orm: MikroORM): void } {
  return {
    // MikroORM looks for an extension of this name before it loads its own migrator.
    name: "Migrator",
    register: (orm) => {
      ignoreOwnSchema(orm.config);
      // MikroORM.em of a PostgreSQL configuration is the one of @mikro-orm/sql; it is not there yet.
      const create = () => new SafeMigrator(orm.em as unknown as EntityManager, options);
      orm.config.registerExtension("@mikro-orm/migrator", create);
      const guarded = () => new GuardedSchemaGenerator(orm.em as unknown as EntityManager);
      orm.config.registerExtension("@mikro-orm/schema-generator", guarded);
    },
  };
}

/** The migrator's own tables are no drift. */
function ignoreOwnSchema(config: MikroORM["config"]): void {
  const { ignoreSchema = [], ...settings } = config.get("schemaGenerator");
  config.set("schemaGenerator", { ...settings, ignoreSchema: [...new Set([...ignoreSchema, "pitstop"])] });
}

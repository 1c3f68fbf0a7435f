import type { MikroORM } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import { GuardedSchemaGenerator } from "./guarded-schema.ts";
import { SafeMigrator } from "./migrator.ts";
import type { Reporter } from "./report/reporter.ts";
import type { ProjectSettings } from "./settings.ts";

export interface SafeMigratorOptions extends ProjectSettings {
  /** Told what happens while a migration runs; by default, it is printed to stderr, or with PITSTOP_OUTPUT=json to stdout. */
  readonly reporter?: Reporter;
  /** Called after the rehearsal, before the first statement. If it throws, nothing is applied and its error is thrown. */
  readonly approve?: () => Promise<void>;
}

/** The same in every copy of this package: a loader of TypeScript may load one of its own. */
const BRAND: unique symbol = Symbol.for("@pitstop/migrator");

/** What MikroORM's `extensions` take. */
export interface SafeMigratorExtension {
  readonly [BRAND]: true;
  readonly name: string;
  readonly options: SafeMigratorOptions;
  register(orm: MikroORM): void;
}

/**
 * The extension that makes every way to run a migration the safe one, in the place of MikroORM's own `Migrator`.
 *
 * @example
 * export default defineConfig({
 *   // …
 *   extensions: [safeMigrator()],
 * });
 */
export function safeMigrator(options: SafeMigratorOptions = {}): SafeMigratorExtension {
  return {
    [BRAND]: true,
    // MikroORM looks for an extension of this name before it loads its own migrator.
    name: "Migrator",
    options,
    register: (orm) => {
      ignoreOwnSchema(orm.config);
      // MikroORM.em of a PostgreSQL configuration is PostgreSQL's; it is not there yet.
      const create = () => new SafeMigrator(orm.em as unknown as EntityManager, options);
      orm.config.registerExtension("@mikro-orm/migrator", create);
      const guarded = () =>
        new GuardedSchemaGenerator(orm.em as unknown as EntityManager, options.ownSchemas);
      orm.config.registerExtension("@mikro-orm/schema-generator", guarded);
    },
  };
}

/** Whether one of MikroORM's extensions is `safeMigrator()`. */
export const isSafeMigrator = (extension: object): extension is SafeMigratorExtension => BRAND in extension;

/** The migrator's own tables are no drift. */
function ignoreOwnSchema(config: MikroORM["config"]): void {
  const { ignoreSchema = [], ...settings } = config.get("schemaGenerator");
  config.set("schemaGenerator", { ...settings, ignoreSchema: [...new Set([...ignoreSchema, "pitstop"])] });
}

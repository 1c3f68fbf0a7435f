import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { LintError } from "./lint-error.ts";
import { standaloneModule } from "./standalone-migration.ts";

/** What the linter calls of a MikroORM migration. */
export interface MigrationCode {
  up(): void | Promise<void>;
  /** What `up` listed. */
  getQueries(): unknown[];
  isTransactional(): boolean;
}

/** Loads the migration of a file. Throws LintError LINT_MIGRATION_INVALID. */
export async function loadMigration(path: string): Promise<MigrationCode> {
  const Found = Object.values(await exportsOf(path)).find(isMigrationClass);
  if (Found) return new Found(undefined, undefined); // without driver and configuration, which lists need not
  throw new LintError(
    "LINT_MIGRATION_INVALID",
    `${path} exports no migration.`,
    "A migration file exports one class that extends Migration and has an up().",
  );
}

async function exportsOf(path: string): Promise<object> {
  const hooks = standInForMikroOrm();
  try {
    const loaded: object = await import(pathToFileURL(path).href);
    // A CommonJS file may have all its exports in the default one.
    const inner: unknown = "default" in loaded ? loaded.default : undefined;
    return { ...(typeof inner === "object" ? inner : {}), ...loaded };
  } catch (error) {
    throw new LintError(
      "LINT_MIGRATION_INVALID",
      `${path} can't be loaded: ${error instanceof Error ? error.message : String(error)}`,
      isTooNew(error)
        ? "Node runs TypeScript from 22.18 on. Update Node, or lint the compiled migrations."
        : "Correct the file so that Node can import it; `tsc` says where.",
      { cause: error },
    );
  } finally {
    hooks.deregister();
  }
}

const isTooNew = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION";

/** To read what a migration lists, MikroORM isn't needed: where it can't be found, a class with the same methods does. */
const standInForMikroOrm = () =>
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!/^@(mikro-orm|pitstop)\//.test(specifier)) throw error;
        return { url: standaloneModule, shortCircuit: true };
      }
    },
  });

type MigrationClass = new (driver: undefined, config: undefined) => MigrationCode;

function isMigrationClass(value: unknown): value is MigrationClass {
  if (typeof value !== "function") return false;
  const prototype: unknown = value.prototype;
  return ["up", "getQueries", "isTransactional"].every(
    (name) => typeof prototype === "object" && prototype !== null && name in prototype,
  );
}

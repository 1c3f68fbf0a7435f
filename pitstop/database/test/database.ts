import { type Database, defineDatabase } from "../src/define-database.ts";
import type { DatabaseDefinition } from "../src/definition.ts";
import { testDatabasesOf } from "../src/vitest/index.ts";

/** A made-up application's database, whose tables the test makes itself. */
export const databaseWith = (definition: Partial<DatabaseDefinition> = {}): Database =>
  defineDatabase({
    domains: {},
    entities: {},
    records: {},
    retired: [],
    migrations: import.meta.dirname,
    root: import.meta.dirname,
    restoreCommand: "restore",
    ...definition,
  });

/** Databases without tables. */
export const { testDatabase } = testDatabasesOf(databaseWith());

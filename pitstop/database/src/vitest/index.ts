import type { MikroORM } from "@mikro-orm/postgresql";
import { createTestDatabase as cloneTemplate } from "@pitstop/postgres";
import { inject, onTestFinished } from "vitest";
import type { Database } from "../define-database.ts";

/** A database of a test: real, migrated, empty. `close` drops it. */
export interface TestDatabase {
  readonly url: string;
  readonly orm: MikroORM;
  close(): Promise<void>;
}

/** What gives tests their databases. */
export interface TestDatabases {
  /** A database of the calling test file. */
  createTestDatabase(): Promise<TestDatabase>;
  /** The same for a single test; it is dropped when the test ends. */
  testDatabase(): Promise<TestDatabase>;
}

/**
 * Databases for the tests of an application; its vitest settings name a global setup that calls `provideTemplate`.
 *
 * @example
 * export const { createTestDatabase, testDatabase } = testDatabasesOf(database);
 */
export function testDatabasesOf(database: Database): TestDatabases {
  const createTestDatabase = async (): Promise<TestDatabase> => {
    const { url, drop } = await cloneTemplate(inject("templateUrl"));
    const orm = await database.openDatabase({ url });
    return {
      url,
      orm,
      close: async () => {
        await orm.close();
        await drop();
      },
    };
  };
  return {
    createTestDatabase,
    testDatabase: async () => {
      const created = await createTestDatabase();
      onTestFinished(created.close);
      return created;
    },
  };
}

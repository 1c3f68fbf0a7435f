import type { MikroORM } from "@mikro-orm/postgresql";
import { createTestDatabase as cloneTemplate } from "@pitstop/postgres";
import { inject, onTestFinished } from "vitest";
import { openDatabase } from "../open.ts";

/** A database of the calling test file: real, migrated, empty. `close` drops it. */
export async function createTestDatabase(): Promise<{
  url: string;
  orm: MikroORM;
  close: () => Promise<void>;
}> {
  const database = await cloneTemplate(inject("templateUrl"));
  const orm = await openDatabase({ url: database.url });
  return {
    url: database.url,
    orm,
    close: async () => {
      await orm.close();
      await database.drop();
    },
  };
}

/** The same for a single test; it is dropped when the test ends. */
export async function testDatabase() {
  const database = await createTestDatabase();
  onTestFinished(database.close);
  return database;
}

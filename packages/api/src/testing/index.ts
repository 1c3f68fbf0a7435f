import type { MikroORM } from "@mikro-orm/postgresql";
import { createTestDatabase } from "@pitstop/db/testing";
import { afterAll, beforeAll } from "vitest";
import { appRouter } from "../root.ts";

/** What a test of procedures works with: a real, migrated, empty database, and the router called as a client would. */
export interface TestApi {
  orm: MikroORM;
  call: ReturnType<typeof appRouter.createCaller>;
  close: () => Promise<void>;
}

/** The router on a database of its own. */
export async function createTestApi(): Promise<TestApi> {
  const database = await createTestDatabase();
  const call = appRouter.createCaller({ orm: database.orm, requestId: "test" });
  return { orm: database.orm, call, close: database.close };
}

/** The same for all tests of a file; use it inside the tests. */
export function testApi(): TestApi {
  const api = {} as TestApi; // filled before the first test runs
  beforeAll(async () => {
    Object.assign(api, await createTestApi());
  });
  afterAll(() => api.close());
  return api;
}

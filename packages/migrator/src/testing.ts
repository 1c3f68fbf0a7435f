import { createTemplate, startTestServer } from "@pitstop/postgres";
import type pg from "pg";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { connect } from "./connection.ts";

/** One real server for a test file; each call of `database` gives an empty database that lasts for one test. */
export function testServer(): { database: () => Promise<string> } {
  let server: Awaited<ReturnType<typeof startTestServer>>;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());
  return {
    database: async () => {
      const database = await createTemplate(server.url, async () => undefined);
      onTestFinished(database.drop);
      return database.url;
    },
  };
}

/** A connection that lasts for one test. */
export async function testConnection(url: string): Promise<pg.Client> {
  const client = await connect(url);
  onTestFinished(async () => {
    await client.end().catch(() => undefined); // the test may have cut it
  });
  return client;
}

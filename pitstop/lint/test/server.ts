import { createTemplate, startTestServer } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, onTestFinished } from "vitest";

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
  onTestFinished(() => client.end());
  return client;
}

/** A connection in UTC, to be ended. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC -c datestyle=ISO" });
  await client.connect();
  return client;
}

import { setTimeout as pause } from "node:timers/promises";
import { createTemplate, startTestServer } from "@pitstop/postgres";
import type pg from "pg";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { connect } from "../src/connection.ts";

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

/**
 * Waits until sessions of this database were seen to wait for a lock in so many statements, counting those that begin
 * with a text. Of one session that means: it gave up all of them but the last, and tried again. The client must not be in a transaction, which would see the
 * sessions as they were at its first look.
 */
export async function seeLockWaits(client: pg.ClientBase, statements: number, beginning = ""): Promise<void> {
  const seen = new Set<string>();
  while (seen.size < statements) {
    const { rows } = await client.query<{ statement: string }>(
      `select concat(pid, ' ', extract(epoch from query_start)) as statement from pg_stat_activity
       where wait_event_type = 'Lock' and datname = current_database() and starts_with(query, $1)`,
      [beginning],
    );
    for (const { statement } of rows) seen.add(statement);
    await pause(5);
  }
}

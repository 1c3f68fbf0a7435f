import { sqlStep } from "@pitstop/lint";
import { createTemplate, createTestDatabase, startTestServer } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { claimsOf } from "../src/intent/claims.ts";
import { type Judgment, judge } from "../src/intent/judge.ts";
import type { Direction } from "../src/migration/read-migration.ts";
import { compareSnapshots, type Snapshot, takeSnapshot } from "../src/snapshot/index.ts";
import { snapshotWithin } from "../src/snapshot/snapshot.ts";

interface Server {
  readonly url: string;
  readonly stop: () => unknown;
}

/** A server for tests, with a database of this schema that each judgment gets a copy of. No copy has what `ofCopy` sets. */
export function judged(
  schema: string,
  start: () => Promise<Server> = startTestServer,
  ofCopy = "select 1",
): (statements: readonly string[], direction?: Direction) => Promise<Judgment> {
  let server: Server;
  let template: Awaited<ReturnType<typeof createTemplate>>;
  // A copy of a database has the same objects, down to their OIDs.
  let before: Snapshot;
  // A session that has read the catalogs before is much faster.
  let shared: pg.Client;
  beforeAll(async () => {
    server = await start();
    template = await createTemplate(server.url, async (url) => {
      before = await connected(url, async (client) => {
        await client.query(schema);
        await client.query(ofCopy);
        return takeSnapshot(client, options);
      });
    });
  });
  beforeAll(async () => {
    shared = new pg.Client((await createTestDatabase(template.url)).url);
    await shared.connect();
    await shared.query(ofCopy);
  });
  afterAll(async () => {
    await shared.end();
    await template.drop();
    await server.stop();
  });
  return async (statements, direction = "up") => {
    const after = statements.some((statement) => LASTING.test(statement))
      ? await inCopy(template.url, [ofCopy, ...statements])
      : await inTransaction(shared, statements);
    const steps = statements.map(sqlStep);
    const migration = { name: "Migration1", direction, isTransactional: false, steps, hash: "" };
    return judge(compareSnapshots(before, after), claimsOf([{ migration }], before), before.objects);
  };
}

/** What no rollback takes back, or what no transaction may have. */
const LASTING = /concurrently|vacuum|reindex|setval|nextval|restart/i;

async function inTransaction(client: pg.Client, statements: readonly string[]): Promise<Snapshot> {
  await client.query("begin");
  try {
    for (const statement of statements) await client.query(statement);
    return await snapshotWithin(client, options);
  } finally {
    await client.query("rollback; reset all");
  }
}

async function inCopy(templateUrl: string, statements: readonly string[]): Promise<Snapshot> {
  const database = await createTestDatabase(templateUrl);
  try {
    return await connected(database.url, async (client) => {
      for (const statement of statements) await client.query(statement);
      return takeSnapshot(client, options);
    });
  } finally {
    await database.drop();
  }
}

const options = { migrationsTable: "mikro_orm_migrations" };

async function connected<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

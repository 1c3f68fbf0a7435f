// A judge that stops what is harmless is one that people switch off.

import { sqlStep } from "@pitstop/lint";
import { createTemplate, createTestDatabase, startTestServer } from "@pitstop/postgres";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isLong } from "../../test/long-form.ts";
import { randomMigration } from "../../test/random-migration.ts";
import { compareSnapshots } from "../snapshot/index.ts";
import { snapshotWithin } from "../snapshot/snapshot.ts";
import { claimsOf } from "./claims.ts";
import { judge } from "./judge.ts";

const MIGRATIONS = isLong ? 1_000 : 60;
const options = { migrationsTable: "mikro_orm_migrations" };

let server: Awaited<ReturnType<typeof startTestServer>>;
let client: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  const template = await createTemplate(server.url, async () => undefined);
  client = new pg.Client((await createTestDatabase(template.url)).url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await server.stop();
});

// What PostgreSQL refuses is left out: these show that enough is left, and that it is not all additions.
let statementsRun = 0;
let changesNamed = 0;

test(`${MIGRATIONS} harmless migrations on random schemas with rows are not stopped`, async () => {
  await fc.assert(
    fc.asyncProperty(randomMigration, async ({ schema, statements }) => {
      await client.query("begin");
      try {
        for (const sql of schema) await client.query(sql);
        const before = await snapshotWithin(client, options);
        // The snapshot sets what it needs for the transaction: migrations have the session's own.
        await client.query("set local search_path = public; set local row_security = on");
        const run: string[] = [];
        for (const sql of statements) if (await succeeds(sql)) run.push(sql);
        const after = await snapshotWithin(client, options);
        const migration = {
          name: "Migration1",
          direction: "up",
          isTransactional: true,
          steps: run.map(sqlStep),
          hash: "",
        } as const;
        const judgment = judge(
          compareSnapshots(before, after),
          claimsOf([{ migration }], before),
          before.objects,
        );
        statementsRun += run.length;
        changesNamed += judgment.allowed.length;
        expect(judgment.refused.map(({ sentence }) => sentence)).toEqual([]);
      } finally {
        await client.query("rollback");
      }
    }),
    { numRuns: MIGRATIONS },
  );
  expect(statementsRun).toBeGreaterThan(3 * MIGRATIONS);
  expect(changesNamed).toBeGreaterThan(MIGRATIONS);
});

/** What PostgreSQL refuses, a second index of one name say, is no part of the migration. */
async function succeeds(sql: string): Promise<boolean> {
  await client.query("savepoint statement");
  try {
    await client.query(sql);
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    await client.query("rollback to savepoint statement");
    return false;
  }
}

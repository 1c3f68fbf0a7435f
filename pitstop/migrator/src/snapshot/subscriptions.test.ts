import { expect, it } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import { compareSnapshots } from "./compare-snapshots.ts";
import { type Snapshot, snapshotWithin } from "./snapshot.ts";

const { database } = testServer();

it("notices that a subscription connects elsewhere, and shows no password", async () => {
  const client = await testConnection(await database());
  const snapshot = (): Promise<Snapshot> =>
    snapshotWithin(client, { migrationsTable: "mikro_orm_migrations" });
  await client.query("begin");
  await client.query(
    "create subscription feed connection 'dbname=one password=secret' publication feed with (connect = false, slot_name = none)",
  );
  const before = await snapshot();
  await client.query("alter subscription feed connection 'dbname=two password=secret'");
  const sentences = compareSnapshots(before, await snapshot()).map(({ sentence }) => sentence);
  expect(sentences).toEqual([expect.stringContaining("Subscription feed: hash of the connection was ")]);
  expect(JSON.stringify(before)).not.toContain("secret");
});

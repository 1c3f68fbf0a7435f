import { expect, it } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import { compareSnapshots } from "./compare-snapshots.ts";
import { type Snapshot, snapshotWithin, takeSnapshot } from "./snapshot.ts";

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
  const sentences = async () => compareSnapshots(before, await snapshot()).map(({ sentence }) => sentence);
  expect(await sentences()).toEqual([
    expect.stringContaining("Subscription feed: hash of the connection was "),
  ]);
  expect(JSON.stringify(before)).not.toContain("secret");
  await client.query("alter subscription feed set publication other with (refresh = false)");
  expect(await sentences()).toContainEqual(expect.stringContaining("Subscription feed: definition was "));
  await client.query("drop subscription feed");
  expect(await sentences()).toEqual(["Subscription feed is gone."]);
  await client.query("rollback");
});

it("notices what a tablespace loses", async () => {
  const client = await testConnection(await database());
  const snapshot = (): Promise<Snapshot> => takeSnapshot(client, { migrationsTable: "mikro_orm_migrations" });
  await client.query("set allow_in_place_tablespaces = on");
  await client.query("create tablespace fast location ''");
  await client.query("alter tablespace fast set (random_page_cost = 1)");
  await client.query("comment on tablespace fast is 'new disks'");
  const before = await snapshot();
  await client.query("alter tablespace fast reset (random_page_cost)");
  await client.query("comment on tablespace fast is null");
  expect(compareSnapshots(before, await snapshot()).map(({ sentence }) => sentence)).toEqual([
    "Tablespace fast: comment was new disks and is gone now.",
    "Tablespace fast: options was random_page_cost=1 and is nothing now.",
  ]);
  await client.query("drop tablespace fast");
  expect(compareSnapshots(before, await snapshot()).map(({ sentence }) => sentence)).toEqual([
    "Tablespace fast is gone.",
  ]);
});

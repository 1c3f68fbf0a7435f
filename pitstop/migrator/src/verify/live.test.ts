import { expect, test } from "vitest";
import { testConnection, testServer } from "../../test/server.ts";
import { compareLive, liveState } from "./live.ts";

const server = testServer();
const options = { migrationsTable: "mikro_orm_migrations", budget: 60_000 };

async function cars() {
  const client = await testConnection(await server.database());
  await client.query(`
    create table makers (id int primary key);
    create table cars (id int primary key, name text, maker_id int);
    insert into makers values (1), (2);
    insert into cars values (1, 'Golf', 1), (2, 'Polo', 2)`);
  // What is counted later would be a write of somebody else.
  await client.query("select pg_stat_force_next_flush()");
  return client;
}

test("a new column and a new table are no difference", async () => {
  const client = await cars();
  const before = await liveState(client, options);
  await client.query("alter table cars add column color text; create table trips (id int)");
  expect(compareLive(before, await liveState(client, options))).toEqual({
    differences: [],
    written: [],
    unread: [],
    orphans: [],
    broken: [],
  });
});

test("a table that the application wrote to meanwhile is told of and not judged", async () => {
  const client = await cars();
  const before = await liveState(client, options);
  await client.query("update cars set name = 'Up' where id = 1");
  await client.query("select pg_stat_force_next_flush()");
  const { differences, written } = compareLive(before, await liveState(client, options));
  expect({ differences, written }).toEqual({ differences: [], written: ["public.cars"] });
});

test("a partition that the application wrote to meanwhile is told of with the table that it is a part of", async () => {
  const client = await cars();
  await client.query(`create table events (at int) partition by range (at);
    create table events_1 partition of events for values from (1) to (100)`);
  const before = await liveState(client, options);
  await client.query("insert into events values (1)");
  await client.query("select pg_stat_force_next_flush()");
  const { differences, written } = compareLive(before, await liveState(client, options));
  expect({ differences, written }).toEqual({ differences: [], written: ["public.events"] });
});

test("values that nobody wrote row by row are a difference", async () => {
  const client = await cars();
  const before = await liveState(client, options);
  await client.query("alter table cars alter column name type varchar(2) using left(name, 2)");
  const { differences } = compareLive(before, await liveState(client, options));
  expect(differences).toEqual([
    expect.objectContaining({
      what: "values",
      object: expect.objectContaining({ path: ["public", "cars", "name"] }),
    }),
    expect.objectContaining({ what: "changed", property: "type" }),
  ]);
});

test("new orphans, an invalid index and a constraint that is not validated are found, older ones are not", async () => {
  const client = await cars();
  await client.query("create table old (maker_id int); insert into old values (9)");
  await client.query(
    "alter table old add constraint old_maker foreign key (maker_id) references makers not valid",
  );
  const before = await liveState(client, options);
  await client.query("insert into cars values (3, 'Ghost', 99)");
  await client.query(
    "alter table cars add constraint cars_maker foreign key (maker_id) references makers not valid",
  );
  await client.query("insert into cars values (4, 'Golf', 1)");
  await client.query("create unique index concurrently cars_name on cars (name)").catch(() => undefined);
  const { orphans, broken } = compareLive(before, await liveState(client, options));
  expect(orphans).toEqual([
    {
      table: "cars",
      constraint: "cars_maker",
      references: "makers",
      rows: 1,
      columns: ["maker_id"],
      referenced: ["id"],
    },
  ]);
  expect(broken.map(({ kind, name }) => [kind, name])).toEqual([
    ["constraint", "cars_maker"],
    ["index", "cars_name"],
  ]);
});

import { expect, it } from "vitest";
import { testConnection, testServer } from "../testing.ts";
import { nothingKnown } from "./known.ts";
import { learn } from "./learn.ts";
import "./lint.ts"; // loads the parser
import { type Lock, locks } from "./lock.ts";
import { split } from "./split.ts";
import { takenLocks } from "./taken-locks.ts";

const { database } = testServer();
const outside = { isInTransaction: false, queries: [] };

const before = `
  create table owners (id bigint primary key);
  create table cars (id bigint primary key, owner_id bigint, price int, year int);
  create index cars_price on cars (price);
  create table trips (at int) partition by range (at);
  create table trips_1 partition of trips for values from (1) to (2);
  alter table cars add constraint later check (price > 0) not valid;
  create function nothing() returns trigger language plpgsql as $$ begin return new; end $$;
`;

const statements = [
  "alter table cars add column color text",
  "alter table cars drop column year",
  "alter table cars alter column price set not null",
  "alter table cars alter column price set default 1",
  "alter table cars alter column price set statistics 10",
  "alter table cars alter column price type bigint",
  "alter table cars add constraint owned foreign key (owner_id) references owners",
  "alter table cars add constraint owned foreign key (owner_id) references owners not valid",
  "alter table cars add column boss_id bigint references owners",
  "alter table cars add constraint positive check (price > 0) not valid",
  "alter table cars add constraint one unique (price)",
  "alter table cars validate constraint later",
  "alter table cars set (fillfactor = 80)",
  "alter table cars disable trigger all",
  "alter table trips detach partition trips_1",
  "create index cars_year on cars (year)",
  "drop index cars_price",
  "alter table cars rename column price to cost",
  "alter table cars rename to vehicles",
  "create table rentals (car_id bigint references cars)",
  "truncate cars",
  "create trigger nothing before insert on cars for each row execute function nothing()",
  "lock table cars in share mode",
  "lock table cars",
  "drop table cars",
];

it("each statement takes the locks on a real server that the linter says", async () => {
  const client = await testConnection(await database());
  await client.query(before);
  const measured: Record<string, Record<string, Lock>> = {};
  const expected: Record<string, Record<string, Lock>> = {};
  for (const sql of statements) {
    const known = nothingKnown();
    for (const statement of split(before, outside)) learn(statement, known);
    for (const table of known.tables.values()) table.isNew = false;
    const [statement] = split(sql, outside);
    const taken = statement === undefined ? [] : takenLocks(statement, known);
    expected[sql] = strongest(taken.map(({ table, lock }) => ({ table: table.name, lock })));
    await client.query("begin");
    const { rows: tables } = await client.query<{ oid: number; name: string }>(
      "select oid, relname as name from pg_class where relname in ('cars', 'owners', 'trips')",
    );
    await client.query(sql);
    const { rows } = await client.query<{ oid: number; mode: string }>(
      "select relation as oid, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'",
    );
    await client.query("rollback");
    measured[sql] = strongest(
      rows.flatMap(({ oid, mode }) =>
        tables.filter((table) => table.oid === oid).map(({ name }) => ({ table: name, lock: lockOf(mode) })),
      ),
    );
  }
  expect(measured).toEqual(expected);
});

/** "ShareRowExclusiveLock" as the documentation writes it. */
function lockOf(mode: string): Lock {
  const words = mode
    .replace(/Lock$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
  return locks.find((lock) => lock === words) ?? "ACCESS SHARE";
}

/** The strongest lock per table; weak ones, which stop nobody, are left out: the linter does not list them all. */
function strongest(taken: readonly { table: string; lock: Lock }[]): Record<string, Lock> {
  const byTable: Record<string, Lock> = {};
  for (const { table, lock } of taken) {
    const held = byTable[table];
    const isStrong = locks.indexOf(lock) >= locks.indexOf("SHARE UPDATE EXCLUSIVE");
    if (isStrong && (held === undefined || locks.indexOf(lock) > locks.indexOf(held))) byTable[table] = lock;
  }
  return byTable;
}

import { parseSync } from "libpg-query";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { testConnection, testServer } from "../test/server.ts";
import { columnOf } from "./column.ts";
import { type TypeChange, typeChange } from "./safe-type-change.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";

const { database } = testServer();

const pairs: readonly (readonly [from: string, to: string])[] = [
  ["varchar(20)", "varchar(50)"],
  ["varchar(20)", "varchar(20)"],
  ["varchar(50)", "varchar(20)"],
  ["varchar(20)", "varchar"],
  ["varchar(20)", "text"],
  ["varchar", "text"],
  ["text", "varchar"],
  ["text", "varchar(50)"],
  ["text", "char(50)"],
  ["char(5)", "text"],
  ["char(5)", "varchar"],
  ["char(5)", "char(6)"],
  ["varchar(5)", "char(5)"],
  ["text", "citext"],
  ["varchar(20)", "citext"],
  ["citext", "text"],
  ["citext", "varchar"],
  ["citext", "varchar(20)"],
  ["numeric(10,2)", "numeric(12,2)"],
  ["numeric(10,2)", "numeric"],
  ["numeric(10,2)", "numeric(10,3)"],
  ["numeric(10,2)", "numeric(8,2)"],
  ["numeric", "numeric(10,2)"],
  ["numeric(10,2)", "decimal(12,2)"],
  ["int", "bigint"],
  ["smallint", "int"],
  ["bigint", "int"],
  ["int", "text"],
  ["int", "numeric"],
  ["real", "double precision"],
  ["timestamp(3)", "timestamp(6)"],
  ["timestamp(3)", "timestamp"],
  ["timestamp(6)", "timestamp(3)"],
  ["timestamptz(3)", "timestamptz"],
  ["timestamptz", "timestamptz(3)"],
  ["time(3)", "time(6)"],
  ["time(6)", "time(3)"],
  ["timetz(3)", "timetz"],
  ["interval(3)", "interval(6)"],
  ["interval(3)", "interval"],
  ["interval(6)", "interval(3)"],
  ["interval", "interval day to second"],
  ["interval hour", "interval minute"],
  ["interval second(3)", "interval second"],
  ["timestamp", "timestamptz"],
  ["timestamptz", "timestamp"],
  ["timestamp(3)", "timestamptz"],
  ["timestamp", "timestamptz(3)"],
  ["timestamp", "date"],
  ["date", "timestamp"],
  ["cidr", "inet"],
  ["inet", "cidr"],
  ["json", "jsonb"],
  ["xml", "text"],
  ["bit(3)", "varbit"],
  ["varbit(3)", "varbit(5)"],
  ["varbit(5)", "varbit"],
  ["int", "oid"],
  ["oid", "int"],
  ["varchar(20)[]", "varchar[]"],
  ["varchar(20)[]", "text[]"],
  ["varchar(20)[]", "varchar(50)[]"],
  ["int[]", "bigint[]"],
  ["numeric(10,2)[]", "numeric[]"],
];

describe.each(["UTC", "Europe/Vienna"])("a change of type in a session in %s", (timeZone) => {
  it("does to the table and its index on a real server what the matrix says", async () => {
    const client = await testConnection(await database());
    const hasCitext = await client.query("create extension if not exists citext").then(
      () => true,
      () => false,
    );
    await client.query(`set timezone = '${timeZone}'`);
    const { rows } = await client.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    const serverMajor = rows[0]?.major ?? 0;
    const measured: Record<string, TypeChange> = {};
    const expected: Record<string, TypeChange> = {};
    for (const [from, to] of pairs) {
      if (!hasCitext && `${from}${to}`.includes("citext")) continue;
      const using = { expression: undefined, column: "c" };
      const predicted = typeChange(typeOf(from), typeOf(to), using, { serverMajor, timeZone });
      const change = await measure(client, from, to);
      // Of a type without an index there is none to build anew.
      expected[`${from} → ${to}`] = predicted === "index rebuild" && !change.isIndexed ? "none" : predicted;
      measured[`${from} → ${to}`] = change.effect;
    }
    expect(measured).toEqual(expected);
  });
});

async function measure(
  client: pg.Client,
  from: string,
  to: string,
): Promise<{ effect: TypeChange; isIndexed: boolean }> {
  await client.query(
    `drop table if exists t; create table t (id int, c ${from}); insert into t values (1, null)`,
  );
  // json, xml and the like have no order that an index could keep.
  const isIndexed = await client.query("create index i on t (c)").then(
    () => true,
    () => false,
  );
  const before = await storage(client);
  await client.query(`alter table t alter column c type ${to} using c::${to}`);
  const after = await storage(client);
  const effect = before.t !== after.t ? "table rewrite" : before.i !== after.i ? "index rebuild" : "none";
  return { effect, isIndexed };
}

async function storage(client: pg.Client) {
  const { rows } = await client.query<{ t: number; i: number | null }>(
    "select pg_relation_filenode('t') as t, pg_relation_filenode(to_regclass('i')) as i",
  );
  return rows[0] ?? { t: 0, i: null };
}

function typeOf(sql: string) {
  const statement = parseSync(`create table t (c ${sql})`).stmts?.[0]?.stmt;
  const [definition] = nodesOf(nodeOf(statement, "CreateStmt")?.tableElts, "ColumnDef");
  return columnOf(definition ?? {}).type;
}

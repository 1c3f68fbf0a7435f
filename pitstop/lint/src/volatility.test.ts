import { parseSync } from "libpg-query";
import { expect, it } from "vitest";
import { safe } from "../test/corpus/safe.ts";
import { unsafe } from "../test/corpus/unsafe.ts";
import { testConnection, testServer } from "../test/server.ts";
import { nodeOf, nodesOf } from "./syntax-node.ts";
import { volatileFunction } from "./volatility.ts";

const { database } = testServer();

it("each function that PostgreSQL calls volatile is volatile here", async () => {
  const client = await testConnection(await database());
  const { rows } = await client.query<{ name: string }>(
    "select distinct proname as name from pg_proc where provolatile = 'v' and pronamespace = 'pg_catalog'::regnamespace",
  );
  const missed = rows.map(({ name }) => name).filter((name) => volatileFunction(call(name)) === undefined);
  expect(rows.length).toBeGreaterThan(100);
  expect(missed).toEqual([]);
});

it("the columns that the corpus calls safe rewrite nothing on a real server, and those it calls unsafe do", async () => {
  const client = await testConnection(await database());
  await client.query("create type mood as enum ('good'); create sequence cars_n_seq;");
  const isOneColumn = (sql: string) =>
    /^ALTER TABLE cars ADD COLUMN [^;]*;$/.test(sql) && !/\b(mood|uuid_)/.test(sql);
  const rewriting = [
    "add-column-volatile-default",
    "add-column-auto-increment",
    "add-column-generated-stored",
  ];
  const safeColumns = safe.filter(isOneColumn);
  const unsafeColumns = unsafe
    .filter(([rule, sql]) => rewriting.includes(rule) && isOneColumn(sql))
    .map(([, sql]) => sql);
  expect(safeColumns.length).toBeGreaterThan(10);
  expect(unsafeColumns.length).toBeGreaterThan(5);
  const rewritten: string[] = [];
  for (const sql of [...safeColumns, ...unsafeColumns]) {
    await client.query("drop table if exists cars cascade; create table cars (price int, name text);");
    await client.query("insert into cars values (1, 'Corolla')");
    const before = await client.query("select pg_relation_filenode('cars') as node");
    await client.query(sql);
    const after = await client.query("select pg_relation_filenode('cars') as node");
    if (before.rows[0]?.node !== after.rows[0]?.node) rewritten.push(sql);
  }
  expect(rewritten).toEqual(unsafeColumns);
});

function call(name: string) {
  const statement = parseSync(`select "${name}"()`).stmts?.[0]?.stmt;
  const [target] = nodesOf(nodeOf(statement, "SelectStmt")?.targetList, "ResTarget");
  return target?.val ?? { A_Const: {} };
}

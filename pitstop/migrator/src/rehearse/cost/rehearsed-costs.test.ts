import { hashOf, sqlStep } from "@pitstop/lint";
import { expect, test } from "vitest";
import { testConnection, testServer } from "../../../test/server.ts";
import { type Reversible, rehearse } from "../rehearse.ts";
import { SMALL_TABLE } from "./judge.ts";
import { refuseBlocking } from "./refusal.ts";
import { rehearsedCosts } from "./rehearsed-costs.ts";

const server = testServer();
const migrationsTable = "mikro_orm_migrations";

/** A database with more cars than a table may have to be rewritten or scanned without asking. */
async function manyCars(): Promise<string> {
  const url = await server.database();
  const client = await testConnection(url);
  await client.query(`
    create table ${migrationsTable} (id serial primary key, name varchar(255), executed_at timestamptz default now());
    create table cars (id int primary key, name text not null, seats int);
    insert into cars select n, 'Car ' || n, 4 from generate_series(1, 20000) n`);
  return url;
}

interface Change {
  readonly statements: readonly string[];
  readonly isTransactional?: boolean;
}

/** What migrations of these statements, one for each list, cost too much in a rehearsal. */
async function costsOf(changes: readonly Change[], lockBudget = 60_000) {
  const migrations = changes.map(({ statements, isTransactional = true }, index): Reversible => {
    const steps = statements.map(sqlStep);
    const hash = hashOf(statements.join());
    return {
      forward: { name: `M${index}`, direction: "up", isTransactional, steps, hash },
      reverse: { reason: "Down doesn't block." },
    };
  });
  const rehearsal = await rehearse({ shadowUrl: await manyCars(), migrations, migrationsTable });
  return rehearsedCosts(rehearsal, migrations, { lockBudget, liveSizes: undefined, smallTable: SMALL_TABLE });
}

test("a rewrite in code that nobody can read beforehand is found", async () => {
  const hidden = "do $$ begin execute 'alter table cars alter column seats type ' || 'bigint'; end $$";
  expect(await costsOf([{ statements: [hidden] }])).toMatchObject([
    { judge: "blocking-rewrite", migration: "M0", statement: hidden, table: "cars", rows: 20_000 },
  ]);
});

test("rows that are read in a transaction that holds the table from an earlier statement are found", async () => {
  const statements = ["alter table cars add column color text", "update cars set color = 'red'"];
  expect(await costsOf([{ statements }])).toMatchObject([
    { judge: "blocking-scan", statement: statements[1], lock: "ACCESS EXCLUSIVE", rows: 20_000 },
  ]);
});

test("everything that costs too much is told at once, with a comment for each", async () => {
  const statements = [
    "alter table cars add column color text",
    "select pg_sleep(0.5)",
    "alter table cars add check (seats > 0)",
  ];
  const costs = await costsOf([{ statements }], 400);
  expect(costs).toMatchObject([
    { judge: "blocking-lock", statement: statements[0], lock: "ACCESS EXCLUSIVE" },
    { judge: "blocking-scan", statement: statements[2], lock: "ACCESS EXCLUSIVE", rows: 20_000 },
  ]);
  expect(() => refuseBlocking(costs, 400)).toThrow(
    expect.objectContaining({
      code: "MIGRATION_BLOCKS",
      message: expect.stringContaining("A lock may block for 400 ms (PITSTOP_LOCK_BUDGET)."),
      hint: expect.stringMatching(
        /allow blocking-lock <reason>\n {2}-- pitstop:allow blocking-scan <reason>$/,
      ),
    }),
  );
});

test("an exception from the linter's rule for the same statement is comment enough", async () => {
  const change =
    "-- pitstop:allow change-column-type nobody drives at night\nalter table cars alter seats type bigint";
  const costs = await costsOf([{ statements: [change] }]);
  expect(costs).toMatchObject([{ judge: "blocking-rewrite", allowed: { rule: "change-column-type" } }]);
  expect(() => refuseBlocking(costs, 400)).not.toThrow();
});

test("changes that take a moment, and scans that block nobody, are not refused on a large table", async () => {
  const brief = [
    "alter table cars add column color text default 'red'",
    "alter table cars add constraint seated check (seats is not null) not valid",
  ];
  const inSteps = [
    "alter table cars validate constraint seated",
    "alter table cars alter column seats set not null",
    "create index concurrently cars_name on cars (name)",
    "update cars set name = 'Car' where id < 15000",
    "analyze cars",
    "vacuum cars",
  ];
  const ofNewTable = ["create table trips as select id from cars", "alter table trips alter id type bigint"];
  const costs = await costsOf([
    { statements: brief },
    { statements: inSteps, isTransactional: false },
    { statements: ofNewTable },
    { statements: ["alter table trips add check (id > 0)", "drop table cars"] },
  ]);
  expect(costs).toEqual([]);
});

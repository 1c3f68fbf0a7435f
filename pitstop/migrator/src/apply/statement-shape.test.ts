import { expect, test } from "vitest";
import { shapeOf } from "./statement-shape.ts";

test.each([
  ["alter table cars add column price int", "plain"],
  ["create index on cars (name)", "plain"],
  ["drop index cars_name", "plain"],
  ["reindex table cars", "plain"],
  ["analyze cars", "plain"],
  ["savepoint a", "plain"],
  ["do $$ begin end $$", "plain"],
  ["a statement of a later version", "plain"],
  ["alter table cars validate constraint price_check", "validation"],
  ["set lock_timeout = '1s'", "setting"],
  ["begin", "transaction"],
  ["update cars set price = 1; commit", "transaction"],
  ["vacuum cars", "repeatable"],
  ["reindex table concurrently cars", "repeatable"],
  ["reindex database cars", "repeatable"],
  ["alter system set work_mem = '8MB'", "repeatable"],
  ["cluster", "repeatable"],
])("%s is %s", (sql, kind) => {
  expect(shapeOf(sql).kind).toBe(kind);
});

test("a concurrent index is known by its name and its table, in the table's schema", () => {
  const sql = 'create unique index concurrently if not exists "Names" on sales.cars (name)';
  expect(shapeOf(sql)).toEqual({
    kind: "create-index",
    index: { schema: "sales", name: "Names" },
    table: { schema: "sales", name: "cars" },
  });
});

test("a concurrent drop names each of its indexes", () => {
  expect(shapeOf("drop index concurrently if exists sales.a, b")).toEqual({
    kind: "drop-index",
    indexes: [
      { schema: "sales", name: "a" },
      { schema: undefined, name: "b" },
    ],
  });
});

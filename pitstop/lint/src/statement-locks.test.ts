import { expect, test } from "vitest";
import { statementLocks } from "./index.ts";

test("each statement names the locks that it takes on tables that were there", () => {
  expect(
    statementLocks([
      'alter table "cars" add column "price" int;',
      'create index concurrently "cars_price" on "cars" ("price");',
      'alter table "cars" add constraint "c" foreign key ("owner") references "owners" ("id") not valid;',
      'update "cars" set "price" = 0;',
    ]),
  ).toEqual([
    [{ table: "cars", lock: "ACCESS EXCLUSIVE" }],
    [{ table: "cars", lock: "SHARE UPDATE EXCLUSIVE" }],
    [
      { table: "cars", lock: "SHARE ROW EXCLUSIVE" },
      { table: "owners", lock: "SHARE ROW EXCLUSIVE" },
    ],
    [],
  ]);
});

test("nobody waits for a table that the migration itself creates", () => {
  expect(
    statementLocks(['create table "cars" ("id" int);', 'create index "cars_id" on "cars" ("id");']),
  ).toEqual([[], []]);
});

import { describe, expect, test } from "vitest";
import { laidOut } from "./sql-layout.ts";

const squeezed = (sql: string): string => sql.replaceAll(/\s+/g, "");

describe("a long statement", () => {
  test("has the columns of a new table on lines of their own", () => {
    const sql = `create table "boats" ("id" bigint not null, "name" varchar(80) not null, primary key ("id"));`;
    expect(laidOut(sql, 60)).toEqual([
      `create table "boats" (`,
      `  "id" bigint not null,`,
      `  "name" varchar(80) not null,`,
      `  primary key ("id")`,
      `);`,
    ]);
  });

  test.each([
    `create table pitstop."gauges_span_archive" as select "id", "span" from "gauges" where "span" is not null;`,
    `create table pitstop."a" as select coalesce("id", 0), "span" from "gauges" where "span" in ('a, b', 'c)') and "id" > 0;`,
    `alter table "boats" add constraint "boats_hull_check" check ("hull" in ('wood', 'steel')), add column "x" int null;`,
    `update "gauges" set "span" = archive."span" from pitstop."gauges_span_archive" as archive where archive."id" = "gauges"."id";`,
    `create table "strange (name, with)" ("id" bigint not null, "text" text default 'a, (b' not null, primary key ("id"));`,
  ])("says the same as before: %s", (sql) => {
    for (const width of [20, 60, 100]) expect(squeezed(laidOut(sql, width).join("\n"))).toBe(squeezed(sql));
  });
});

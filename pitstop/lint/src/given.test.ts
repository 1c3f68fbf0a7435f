import { describe, expect, it } from "vitest";
import { lint } from "./lint.ts";

const rulesOf = (given: string, sql: string) =>
  lint(`/* given: ${given} */ ${sql}`).findings.map(({ rule }) => rule);

describe("what a comment says was there before the file", () => {
  const toCitext = "alter table cars alter column name type citext;";

  it.each([
    "cars.name text",
    "cars.name: text",
    "public.cars.name text",
    '"cars"."name" text',
    "cars.name varchar(20), cars.id bigint primary key",
    "cars.name character varying(20);\ncars.at timestamp(3) without time zone",
    "cars (id bigint, name text)",
    "table cars (id bigint, name text)",
    "create table cars (id bigint, name text)",
  ])("is a type in %s", (given) => {
    expect(rulesOf(given, toCitext)).toEqual([]);
  });

  it.each([
    "cars.name text indexed",
    "cars.name text, indexed",
    "cars.name text (indexed)",
    "cars.name text with index",
    "cars.name text, index cars_name (name)",
    "cars.name text unique",
    "cars.name text, unique",
    "cars.name text, primary key",
    "cars.name text; index on cars (name)",
    "cars.name text, index cars_name on cars (lower(name))",
    "cars.name text; create index cars_name on cars (name)",
  ])("is an index in %s", (given) => {
    expect(rulesOf(given, toCitext)).toEqual(["change-type-indexed"]);
  });

  it.each(["cars.name text check (name <> '')", "cars.name text, check (name <> '')"])(
    "is a check in %s",
    (given) => {
      expect(rulesOf(given, toCitext)).toEqual(["change-type-with-check"]);
    },
  );

  it.each([
    ["cars.label text, index on lower(label)", "alter table cars alter column label type citext;"],
    [
      "cars.label text; unique index label_lower on lower (label)",
      "update cars set label = lower(label) where id = 1;",
    ],
    ["index on owners (name)", "alter table cars drop constraint c;"],
  ])("is an error where an index is of a table that nothing is about: %s", (given, sql) => {
    expect(rulesOf(given, sql)).toContain("invalid-comment");
  });

  it.each([
    ["cars.label text, index on cars (lower(label))", "alter table cars alter column label type citext;"],
    ["index on cars (label)", "alter table cars alter column label type citext;"],
    [
      "index on sales.cars (label)",
      "drop index concurrently cars_label; alter table sales.cars add column n int;",
    ],
  ])("is an index where it names its table: %s", (given, sql) => {
    expect(rulesOf(given, sql)).not.toContain("invalid-comment");
  });

  it.each([
    "/* given cars.price integer */",
    '-- given "cars".price integer',
    "-- pitstop allow drop-column gone",
    "-- Pitstop:allow drop-column gone",
  ])("is an error where it is written almost right: %s", (comment) => {
    expect(lint(`${comment}\nselect 1;`).findings).toEqual([
      expect.objectContaining({ rule: "invalid-comment", level: "error" }),
    ]);
  });

  it.each(["-- given that prices rise", "-- given e.g. a car", "-- pitstop is what runs this"])(
    "is left alone where it speaks to people: %s",
    (comment) => {
      expect(lint(`${comment}\nselect 1;`).findings).toEqual([]);
    },
  );

  it.each(["cars.name", "cars name text", "cars.name = text", "the name of a car"])(
    "is an error where it cannot be read: %s",
    (given) => {
      expect(rulesOf(given, "select 1;")).toEqual(["invalid-comment"]);
    },
  );
});

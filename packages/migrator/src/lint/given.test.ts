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

  it.each(["cars.name", "cars name text", "cars.name = text", "the name of a car"])(
    "is an error where it cannot be read: %s",
    (given) => {
      expect(rulesOf(given, "select 1;")).toEqual(["invalid-comment"]);
    },
  );
});

import { describe, expect, test } from "vitest";
import type { FingerprintDifference } from "../fingerprint/index.ts";
import type { ReadMigration } from "../migration/read-migration.ts";
import { backfillStep, type Step, sqlStep } from "../migration/step.ts";
import { partByIntent } from "./intended.ts";

const gone = (table: string): FingerprintDifference => ({
  schema: "public",
  table,
  kind: "table gone",
  sentence: `Table ${table} is gone.`,
});
const column = (name: string): FingerprintDifference => ({
  schema: "public",
  table: "cars",
  kind: "column",
  column: name,
  sentence: `The values of cars.${name} are not what they were.`,
});
const rows: FingerprintDifference = { schema: "public", table: "cars", kind: "rows", sentence: "cars" };

describe("a difference is intended when a statement of the migration asks for it:", () => {
  test.each<[string, Step, FingerprintDifference]>([
    ["a dropped table", sqlStep(`drop table "cars"`), gone("cars")],
    ["a table that gets another name", sqlStep("alter table cars rename to vehicles"), gone("cars")],
    ["a table that is moved", sqlStep(`alter table "cars" set schema old`), gone("cars")],
    ["a column that is updated", sqlStep("update public.cars set name = trim(name)"), column("name")],
    [
      "a column that is filled",
      backfillStep({ table: "cars", set: "color = 'x'", where: "color is null" }),
      column("color"),
    ],
    ["rows that are inserted", sqlStep("insert into cars (name) values ('x')"), rows],
    ["rows that are deleted", sqlStep("delete from cars where id = 1"), rows],
  ])("%s", (_, step, difference) => {
    expect(partByIntent([difference], [migration(step)])).toEqual({ intended: [difference], unasked: [] });
  });
});

describe("a difference that no statement asks for is a loss:", () => {
  test.each<[string, Step, FingerprintDifference]>([
    ["another table is gone", sqlStep("drop table cars"), gone("categories")],
    ["a column gets another name", sqlStep("alter table cars rename column name to title"), gone("cars")],
    ["the table of another schema", sqlStep("drop table old.cars"), gone("cars")],
    ["another column differs", sqlStep("update cars set name = trim(name)"), column("color")],
    ["rows are gone by an update", sqlStep("update cars set name = 'x'"), rows],
    [
      "a column differs by a change of its type",
      sqlStep("alter table cars alter name type varchar(3)"),
      column("name"),
    ],
  ])("%s", (_, step, difference) => {
    expect(partByIntent([difference], [migration(step)])).toEqual({ intended: [], unasked: [difference] });
  });
});

function migration(step: Step): ReadMigration {
  return { name: "Migration1", direction: "up", isTransactional: true, steps: [step], hash: step.hash };
}

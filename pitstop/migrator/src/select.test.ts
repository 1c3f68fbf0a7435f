import { describe, expect, test } from "vitest";
import { selectMigrations } from "./select.ts";

const all = ["Migration1", "Migration2", "Migration3"];

describe("up selects", () => {
  test("everything that is not applied, oldest first", () => {
    expect(selectMigrations("up", all, ["Migration1"], undefined)).toEqual(["Migration2", "Migration3"]);
  });

  test("an older one that came in from another branch as well", () => {
    expect(selectMigrations("up", all, ["Migration1", "Migration3"], undefined)).toEqual(["Migration2"]);
  });

  test("up to a name, from after a name, or names alone", () => {
    expect(selectMigrations("up", all, [], { to: "Migration2" })).toEqual(["Migration1", "Migration2"]);
    expect(selectMigrations("up", all, [], { from: "Migration1.ts" })).toEqual(["Migration2", "Migration3"]);
    expect(selectMigrations("up", all, [], ["Migration3", "Migration1"])).toEqual([
      "Migration1",
      "Migration3",
    ]);
    expect(selectMigrations("up", all, [], "Migration2.ts")).toEqual(["Migration2"]);
  });
});

describe("down selects", () => {
  test("the last one that was applied", () => {
    expect(selectMigrations("down", all, all, undefined)).toEqual(["Migration3"]);
    expect(selectMigrations("down", all, [], undefined)).toEqual([]);
  });

  test("newest first, down to a name that stays, or all", () => {
    expect(selectMigrations("down", all, all, { to: "Migration1" })).toEqual(["Migration3", "Migration2"]);
    expect(selectMigrations("down", all, all, { to: 0 })).toEqual(["Migration3", "Migration2", "Migration1"]);
  });
});

describe("a name that leads nowhere", () => {
  test("is refused with the names that there are", () => {
    expect(() => selectMigrations("up", all, [], { to: "Migration9" })).toThrow(
      expect.objectContaining({
        code: "MIGRATION_UNKNOWN",
        message: 'There is no migration "Migration9".',
        hint: "The migrations are: Migration1, Migration2, Migration3.",
      }),
    );
  });

  test("of a migration that is applied but has no file stops the way back", () => {
    expect(() => selectMigrations("down", all, [...all, "Migration4"], undefined)).toThrow(
      expect.objectContaining({ code: "MIGRATION_FILE_MISSING" }),
    );
  });

  test("of a migration that is applied but has no file stops the way forth, where there is anything to run", () => {
    expect(() => selectMigrations("up", all, ["Migration0", "Migration1"], undefined)).toThrow(
      expect.objectContaining({
        code: "MIGRATION_FILE_MISSING",
        message: expect.stringContaining("Migration0"),
      }),
    );
    expect(selectMigrations("up", all, [...all, "Migration4"], undefined)).toEqual([]);
  });

  test("of a migration that is not applied stops the way back to it", () => {
    expect(() => selectMigrations("down", all, ["Migration1"], { to: "Migration2" })).toThrow(
      expect.objectContaining({ code: "MIGRATION_NOT_APPLIED" }),
    );
  });
});

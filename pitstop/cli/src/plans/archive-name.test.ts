import { expect, test } from "vitest";
import { applied, planOf } from "../../test/workspace.ts";
import { attributeRemove } from "../operations/attribute-remove.ts";
import { purge } from "../operations/purge.ts";
import { archiveName } from "./archive-name.ts";

const migrations = (text: string) => ({
  root: "/",
  today: "2026-11-27",
  files: new Map([["packages/db/src/migrations/Migration20261127000000.ts", text]]),
  data: new Map(),
});

test("an archive is named for what it keeps", () => {
  expect(archiveName(migrations(""), "cars", "color")).toBe("cars_color_archive");
});

test("an archive that an earlier migration made is never written over", () => {
  const once = `create table pitstop."cars_color_archive" as select`;
  expect(archiveName(migrations(once), "cars", "color")).toBe("cars_color_archive_2");
  expect(
    archiveName(migrations(`${once}; create table pitstop."cars_color_archive_2"`), "cars", "color"),
  ).toBe("cars_color_archive_3");
});

test("two names that PostgreSQL would cut to one stay two", () => {
  const long = "a".repeat(60);
  const names = ["first", "second"].map((column) => archiveName(migrations(""), long, column));
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
});

test("a purge makes a table, and fails rather than keep what one of this name holds already", () => {
  const removed = applied(planOf(attributeRemove, { domain: "car", attribute: "color" }));
  const text = JSON.stringify(planOf(purge, {}, removed).migrations);
  expect(text).toContain("create table pitstop.");
  expect(text).not.toContain("create table if not exists");
});

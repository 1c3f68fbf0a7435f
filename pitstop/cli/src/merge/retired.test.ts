import { expect, test } from "vitest";
import { mergedRetired } from "./retired.ts";

const entry = (attribute: string, since = "2026-11-01") => ({
  domain: "car",
  attribute,
  table: "cars",
  since,
});
const text = (...entries: object[]) => JSON.stringify(entries);

test("what either branch retired is retired, and what either purged is gone", () => {
  const merged = mergedRetired({
    base: text(entry("a"), entry("b"), entry("c")),
    ours: text(entry("a"), entry("c"), entry("ours")),
    theirs: text(entry("a"), entry("b"), entry("theirs")),
  });
  expect(merged).toEqual([entry("a"), entry("ours"), entry("theirs")]);
});

test("what both did alike is done once", () => {
  const both = text(entry("a"));
  expect(mergedRetired({ base: "[]", ours: both, theirs: both })).toEqual([entry("a")]);
});

test.each([
  ["one attribute that both retired in their own way", text(entry("a", "2026-11-02")), text(entry("a"))],
  ["a version that is no list", text(entry("a")), "{}"],
  ["a version that is no JSON", text(entry("a")), "["],
])("%s is left to a person", (_, ours, theirs) => {
  expect(mergedRetired({ base: "[]", ours, theirs })).toBeUndefined();
});

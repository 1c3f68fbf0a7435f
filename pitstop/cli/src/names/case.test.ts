import { expect, test } from "vitest";
import { attributeTypes } from "../attribute-types/index.ts";
import { counted, withArticle } from "./case.ts";

test.each([
  ["a car", "car"],
  ["an engine", "Engine"],
  ["a unit", "unit"],
  ["a user", "user"],
  ["an hour", "hour"],
  ["a euro", "euro"],
  ["an uncle", "uncle"],
  ["a unicorn", "unicorn"],
  ["an update", "update"],
])("%s", (expected, word) => {
  expect(withArticle(word)).toBe(expected);
});

test("every attribute type has its article", () => {
  expect([...attributeTypes.keys()].map(withArticle).join(", ")).toBe(
    "a bigint, a boolean, a date, a datetime, a decimal, a duration, an email, an enum, a float, an integer, a json, " +
      "a string, a text, a url, a uuid",
  );
});

test("what is counted agrees with its number", () => {
  expect([0, 1, 2, 12_345].map((count) => counted(count, "value"))).toEqual([
    "0 values",
    "1 value",
    "2 values",
    "12,345 values",
  ]);
  expect(counted(2, "category")).toBe("2 categories");
});

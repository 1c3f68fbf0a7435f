import { expect, test } from "vitest";
import { described } from "./described.ts";

test("that something is to go comes before what it is, with its day where one is known", () => {
  expect(described({ description: "A model of car." })).toBe("A model of car.");
  expect(described({ description: "A model of car.", deprecated: true })).toBe(
    "Deprecated: it will be removed. A model of car.",
  );
  expect(described({ deprecated: true, sunset: "2027-06-30" })).toBe(
    "Deprecated: it can be removed from Jun 30, 2027 on.",
  );
  expect(described({})).toBeUndefined();
});

import { expect, test } from "vitest";
import { findingsOfProcedure } from "../testing.ts";

test("a code that is new may meet clients that do not know it", () => {
  expect(findingsOfProcedure({ errors: ["A"] }, { errors: ["A", "B"] })).toMatchObject([
    { id: "error-code-added", level: "risky", after: "B", message: "`car.list` may now answer with B." },
  ]);
});

test("another order is no difference", () => {
  expect(findingsOfProcedure({ errors: ["A", "B"] }, { errors: ["B", "A"] })).toEqual([]);
});

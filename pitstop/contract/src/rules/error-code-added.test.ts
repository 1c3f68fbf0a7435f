import { expect, test } from "vitest";
import { findingsOfProcedure } from "../../test/findings.ts";

test("a code that is new may meet clients that do not know it", () => {
  expect(findingsOfProcedure({ errors: ["A"] }, { errors: ["A", "B"] })).toMatchObject([
    { id: "error-code-added", level: "risky", after: "B", message: "`car.list` can fail with B now." },
  ]);
});

test("another order is no difference", () => {
  expect(findingsOfProcedure({ errors: ["A", "B"] }, { errors: ["B", "A"] })).toEqual([]);
});

import { expect, test } from "vitest";
import { findingsOfProcedure } from "../../test/findings.ts";

test("a procedure that is new breaks nobody", () => {
  expect(findingsOfProcedure(undefined, {})).toMatchObject([
    { id: "procedure-added", level: "safe", procedure: "car.list" },
  ]);
});

test("one that was there is not new", () => {
  expect(findingsOfProcedure({}, {})).toEqual([]);
});

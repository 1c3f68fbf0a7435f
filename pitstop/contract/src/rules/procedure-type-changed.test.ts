import { expect, test } from "vitest";
import { findingsOfProcedure } from "../../test/findings.ts";

test("a query that became a mutation is sent in another way", () => {
  expect(findingsOfProcedure({ type: "query" }, { type: "mutation" })).toMatchObject([
    { id: "procedure-type-changed", level: "breaking", before: "query", after: "mutation" },
  ]);
});

test("one that stayed what it was is not", () => {
  expect(findingsOfProcedure({ type: "mutation" }, { type: "mutation" })).toEqual([]);
});

import { expect, test } from "vitest";
import { findingsOfProcedure } from "../testing.ts";

const idsAfterRemovalOf = (procedure: object) =>
  findingsOfProcedure(procedure, undefined).map(({ id }) => id);

test("is said of a procedure that nobody was told of", () => {
  expect(idsAfterRemovalOf({})).toContain("procedure-removed-without-deprecation");
});

test("is not said of a deprecated one", () => {
  expect(idsAfterRemovalOf({ deprecated: true })).not.toContain("procedure-removed-without-deprecation");
});

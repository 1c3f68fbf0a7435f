import { expect, test } from "vitest";
import { findingsOfProcedure } from "../testing.ts";

const idsAfterRemovalOf = (procedure: object) =>
  findingsOfProcedure(procedure, undefined).map(({ id }) => id);

test("is said of a procedure whose day has not come", () => {
  expect(idsAfterRemovalOf({ deprecated: true, sunset: "2026-06-16" })).toContain(
    "procedure-removed-before-sunset",
  );
});

test("is not said of one whose day has come, or that has none", () => {
  expect(idsAfterRemovalOf({ deprecated: true, sunset: "2026-06-15" })).toEqual(["procedure-removed"]);
  expect(idsAfterRemovalOf({ deprecated: true })).toEqual(["procedure-removed"]);
});

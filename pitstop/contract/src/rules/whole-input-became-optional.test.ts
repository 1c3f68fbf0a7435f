import { expect, test } from "vitest";
import { findingsOfProcedure } from "../../test/findings.ts";

const input = { type: "object" };

test("an input that may be left out altogether now breaks nobody", () => {
  expect(findingsOfProcedure({ input }, { input, inputOptional: true })).toMatchObject([
    { id: "whole-input-became-optional", level: "safe", path: "input" },
  ]);
});

test("one that is no longer read at all is another difference", () => {
  const found = findingsOfProcedure({ input }, {}).map(({ id }) => id);
  expect(found).not.toContain("whole-input-became-optional");
});

import { expect, test } from "vitest";
import { findingsOfProcedure } from "../../test/findings.ts";

const input = { type: "object" };

test("an input that could be left out altogether, and has to be sent now, breaks whoever left it out", () => {
  expect(findingsOfProcedure({ input, inputOptional: true }, { input })).toMatchObject([
    { id: "whole-input-became-required", level: "breaking", path: "input", domain: "car" },
  ]);
});

test("one that had to be sent before did not become required", () => {
  expect(findingsOfProcedure({ input }, { input })).toEqual([]);
  expect(findingsOfProcedure({ input, inputOptional: true }, { input, inputOptional: true })).toEqual([]);
});

import { expect, test } from "vitest";
import { findingsOfProcedure } from "../../test/findings.ts";

const input = { type: "object", required: ["id"] };

test("a procedure that reads an input now, which may be left out, breaks nobody", () => {
  expect(findingsOfProcedure({}, { input, inputOptional: true })).toMatchObject([
    { id: "whole-input-added", level: "safe", path: "input" },
  ]);
});

test("one that is new and required breaks every client", () => {
  expect(findingsOfProcedure({}, { input })).toMatchObject([
    { id: "whole-input-added", level: "breaking", path: "input" },
  ]);
});

test("an input that was read before is none that was added", () => {
  expect(findingsOfProcedure({ input }, { input: { type: "object" } }).map(({ id }) => id)).not.toContain(
    "whole-input-added",
  );
});

import { expect, test } from "vitest";
import { findingsOfProcedure } from "../../test/findings.ts";

test("a code that is gone ends what clients do on it", () => {
  expect(findingsOfProcedure({ errors: ["A", "CONFLICT:stale"] }, { errors: ["A"] })).toMatchObject([
    { id: "error-code-removed", level: "risky", before: "CONFLICT:stale" },
  ]);
});

test("another reason of a conflict is another code", () => {
  const ids = findingsOfProcedure({ errors: ["CONFLICT:stale"] }, { errors: ["CONFLICT:busy"] }).map(
    ({ id }) => id,
  );
  expect(ids).toEqual(["error-code-added", "error-code-removed"]);
});

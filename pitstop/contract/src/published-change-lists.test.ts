import { describe, expect, test } from "vitest";
import { findingsOf, findingsOfProcedure } from "../test/findings.ts";
import { cases } from "../test/published-change-lists.ts";
import type { Procedure } from "./contract.ts";
import { levels } from "./finding.ts";

describe.each(Object.entries(cases))("%s", (_group, ofGroup) => {
  test.each(ofGroup)("%s (%s)", (_what, side, before, after, verdict) => {
    const found = findingsOf(side, before, after);
    const gravest = levels.find((level) => found.some((finding) => finding.level === level));
    expect(gravest ?? "nothing").toBe(verdict);
  });

  test.each(ofGroup)("%s (%s), not changed at all", (_what, side, before, after) => {
    for (const schema of [before, after])
      expect(findingsOf(side, schema, structuredClone(schema))).toEqual([]);
  });
});

/** A procedure before and after; undefined where there is none. */
type ProcedureCase = [
  what: string,
  Partial<Procedure> | undefined,
  Partial<Procedure> | undefined,
  verdict: string,
];

describe("procedures, as in oasdiff, buf and graphql-inspector", () => {
  test.each<ProcedureCase>([
    ["one is new", undefined, {}, "safe"],
    ["one is gone", {}, undefined, "breaking"],
    ["a deprecated one is gone", { deprecated: true }, undefined, "risky"],
    ["one is gone on its day", { deprecated: true, sunset: "2026-06-15" }, undefined, "risky"],
    ["one is gone before its day", { deprecated: true, sunset: "2026-06-16" }, undefined, "breaking"],
    ["a query is a mutation now", { type: "query" }, { type: "mutation" }, "breaking"],
    ["a mutation is a query now", { type: "mutation" }, { type: "query" }, "breaking"],
    ["one is deprecated", {}, { deprecated: true }, "safe"],
    ["one is deprecated with a day", {}, { deprecated: true, sunset: "2027-01-01" }, "safe"],
    ["one is no longer deprecated", { deprecated: true }, {}, "safe"],
    [
      "its day comes earlier",
      { deprecated: true, sunset: "2027-01-01" },
      { deprecated: true, sunset: "2026-12-01" },
      "risky",
    ],
    [
      "its day comes later",
      { deprecated: true, sunset: "2026-12-01" },
      { deprecated: true, sunset: "2027-01-01" },
      "safe",
    ],
    ["an input may be left out now", { input: {} }, { input: {}, inputOptional: true }, "safe"],
    ["an input may no longer be left out", { input: {}, inputOptional: true }, { input: {} }, "breaking"],
    ["an input is new and may be left out", {}, { input: { type: "object" }, inputOptional: true }, "safe"],
    ["an input is new and must be sent", {}, { input: { type: "object" } }, "breaking"],
    ["a code is new", {}, { errors: ["NOT_FOUND"] }, "risky"],
    ["a code is gone", { errors: ["NOT_FOUND"] }, {}, "risky"],
    ["codes in another order", { errors: ["A", "B"] }, { errors: ["B", "A"] }, "nothing"],
  ])("%s", (_what, before, after, verdict) => {
    const found = findingsOfProcedure(before, after);
    expect(levels.find((level) => found.some((finding) => finding.level === level)) ?? "nothing").toBe(
      verdict,
    );
  });
});

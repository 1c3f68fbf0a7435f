import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-enum-value-removed", side: "input" },
  {
    found: [
      { before: { enum: ["a", "b"] }, after: { enum: ["a"] }, level: "breaking", says: '"b"' },
      { before: { anyOf: [{ const: "a" }, { const: "b" }] }, after: { const: "a" }, level: "breaking" },
      {
        before: { enum: ["a", "b"] },
        after: { type: "string", pattern: "^a$" },
        level: "breaking",
        says: '"b"',
      },
      { before: { enum: ["a"], retiredValues: ["b"] }, after: { enum: ["a"] }, level: "risky", says: '"b"' },
      {
        before: { enum: ["a"], retiredValues: ["b"] },
        after: { enum: ["b"] },
        level: "breaking",
        says: '"a"',
      },
      {
        before: { enum: ["a", "b"], deprecatedValues: [{ value: "b", sunset: "2026-06-15" }] },
        after: { enum: ["a"] },
        level: "risky",
      },
      {
        before: { enum: ["a", "b"], deprecatedValues: [{ value: "b", sunset: "2026-06-16" }] },
        after: { enum: ["a"] },
        level: "breaking",
      },
      {
        before: { enum: ["a", "b"], deprecatedValues: [{ value: "a" }] },
        after: { enum: ["a"] },
        level: "breaking",
      },
      {
        before: { anyOf: [{ enum: ["a", "b"], deprecatedValues: [{ value: "b" }] }, { enum: ["c"] }] },
        after: { enum: ["a", "c"] },
        level: "risky",
      },
      {
        before: {
          allOf: [{ enum: ["a", "b"], deprecatedValues: [{ value: "b" }] }, { enum: ["a", "b", "c"] }],
        },
        after: { enum: ["a"] },
        level: "risky",
      },
      {
        before: { anyOf: [{ enum: ["a"], retiredValues: ["b"] }, { enum: ["c"] }] },
        after: { enum: ["a", "c"] },
        level: "risky",
      },
      {
        before: { allOf: [{ enum: ["a"], retiredValues: ["b"] }, { enum: ["a", "b", "c"] }] },
        after: { enum: ["a"] },
        level: "risky",
      },
      {
        before: { anyOf: [{ enum: ["a"], retiredValues: ["b"] }, { enum: ["b"] }] },
        after: { enum: ["a"] },
        level: "breaking",
      },
    ],
    silent: [
      { before: { enum: ["a", "b"] }, after: { enum: ["a", "b"], deprecatedValues: [{ value: "b" }] } },
      { before: { enum: ["a", "b"] }, after: { enum: ["a"], retiredValues: ["b"] } },
      { before: { enum: ["a"], retiredValues: ["b"] }, after: { enum: ["a", "b"] } },
      { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
      { before: { enum: ["a", "b"] }, after: { type: "string" } },
      { before: { enum: ["a", "b"] }, after: { anyOf: [{ const: "a" }, { const: "b" }] } },
      { before: { enum: ["a", "b"] }, after: { enum: ["b", "a"] } },
    ],
  },
);

verdicts(
  { id: "output-enum-value-removed", level: "safe", side: "output" },
  {
    found: [{ before: { enum: ["a", "b"] }, after: { enum: ["a"] }, says: '"b"' }],
    silent: [
      { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
      { before: { enum: ["a", "b"] }, after: { type: "string" } },
    ],
  },
);

import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-enum-value-added", level: "safe", side: "input" },
  {
    found: [
      { before: { enum: ["a"] }, after: { enum: ["a", "b"] }, says: '"b"' },
      { before: { const: "a" }, after: { anyOf: [{ const: "a" }, { const: "b" }] } },
    ],
    silent: [
      { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
      { before: { type: "string" }, after: { enum: ["a", "b"] } },
    ],
  },
);

verdicts(
  { id: "output-enum-value-added", level: "risky", side: "output" },
  {
    found: [
      { before: { enum: ["a"] }, after: { enum: ["a", "b"] }, says: '"b"' },
      { before: { const: "a" }, after: { anyOf: [{ const: "a" }, { const: "b" }] } },
      {
        before: { type: "array", items: { enum: ["a"] } },
        after: { type: "array", items: { enum: ["a", "b"] } },
        path: "output[]",
      },
    ],
    silent: [
      { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
      { before: { enum: ["a"] }, after: { type: "string" } },
    ],
  },
);

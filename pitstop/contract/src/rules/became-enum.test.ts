import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-became-enum", level: "breaking", side: "input" },
  {
    found: [
      { before: { type: "string" }, after: { enum: ["a", "b"] } },
      { before: { type: "number" }, after: { enum: [1, 2] } },
      { before: { type: "boolean" }, after: { const: true } },
    ],
    silent: [
      { before: { enum: ["a", "b"] }, after: { type: "string" } },
      { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
      { before: { type: "boolean" }, after: { type: "boolean", enum: [true, false] } },
    ],
  },
);

verdicts(
  { id: "output-became-enum", level: "safe", side: "output" },
  {
    found: [{ before: { type: "string" }, after: { enum: ["a", "b"] } }],
    silent: [
      { before: { enum: ["a", "b"] }, after: { type: "string" } },
      { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
    ],
  },
);

import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-enum-opened", level: "safe", side: "input" },
  {
    found: [
      { before: { enum: ["a", "b"] }, after: { type: "string" } },
      { before: { const: true }, after: { type: "boolean" } },
    ],
    silent: [
      { before: { type: "string" }, after: { enum: ["a", "b"] } },
      { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
    ],
  },
);

verdicts(
  { id: "output-enum-opened", level: "risky", side: "output" },
  {
    found: [{ before: { enum: ["a", "b"] }, after: { type: "string" } }],
    silent: [
      { before: { type: "string" }, after: { enum: ["a", "b"] } },
      { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
    ],
  },
);

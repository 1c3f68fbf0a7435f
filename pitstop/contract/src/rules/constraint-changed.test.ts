import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-constraint-changed", level: "breaking", side: "input" },
  {
    found: [
      { before: { type: "string", pattern: "^a" }, after: { type: "string", pattern: "^b" } },
      {
        before: { type: "string", format: "uuid", pattern: "x" },
        after: { type: "string", format: "email", pattern: "@" },
      },
      { before: { type: "number", multipleOf: 2 }, after: { type: "number", multipleOf: 3 } },
      {
        before: { type: "object", patternProperties: { "^a": { type: "string" } } },
        after: { type: "object", patternProperties: { "^b": { type: "string" } } },
      },
    ],
    silent: [
      { before: { type: "string" }, after: { type: "string", pattern: "^a" } },
      { before: { type: "number", multipleOf: 2 }, after: { type: "number", multipleOf: 4 } },
      {
        before: { type: "string", contains: { type: "number" } },
        after: { type: "string", contains: { type: "string" } },
      },
    ],
  },
);

verdicts(
  { id: "output-constraint-changed", level: "risky", side: "output" },
  {
    found: [
      { before: { type: "string", pattern: "^a" }, after: { type: "string", pattern: "^b" } },
      {
        before: { type: "string", format: "uuid", pattern: "x" },
        after: { type: "string", format: "email", pattern: "@" },
        level: "breaking",
      },
      { before: { type: "number", multipleOf: 2 }, after: { type: "number", multipleOf: 3 } },
      {
        before: { type: "object", patternProperties: { "^a": { type: "string" } } },
        after: { type: "object", patternProperties: { "^b": { type: "string" } } },
      },
    ],
    silent: [
      { before: { type: "string" }, after: { type: "string", pattern: "^a" } },
      { before: { type: "number", multipleOf: 2 }, after: { type: "number", multipleOf: 4 } },
      {
        before: { type: "string", contains: { type: "number" } },
        after: { type: "string", contains: { type: "string" } },
      },
    ],
  },
);

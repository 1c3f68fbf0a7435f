import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-constraint-loosened", level: "safe", side: "input" },
  {
    found: [
      { before: { type: "number", minimum: 2 }, after: { type: "number", minimum: 1 }, level: "safe" },
      { before: { type: "number", maximum: 1 }, after: { type: "number", maximum: 2 }, level: "safe" },
      {
        before: { type: "number", exclusiveMinimum: 1 },
        after: { type: "number", minimum: 1 },
        level: "safe",
      },
      { before: { type: "string", minLength: 1 }, after: { type: "string" }, level: "safe" },
      { before: { type: "string", maxLength: 80 }, after: { type: "string" }, level: "safe" },
      { before: { type: "string", pattern: "^a" }, after: { type: "string" }, level: "safe" },
      { before: { type: "string", format: "email" }, after: { type: "string" }, level: "safe" },
      { before: { type: "integer", multipleOf: 5 }, after: { type: "integer" }, level: "safe" },
      { before: { type: "array", minItems: 1 }, after: { type: "array" }, level: "safe" },
      { before: { type: "array", maxItems: 5 }, after: { type: "array", maxItems: 9 }, level: "safe" },
      { before: { type: "array", uniqueItems: true }, after: { type: "array" }, level: "safe" },
      { before: { type: "object", minProperties: 1 }, after: { type: "object" }, level: "safe" },
    ],
    silent: [
      { before: { type: "number", minimum: 1 }, after: { type: "number", minimum: 2 } },
      { before: { type: "number", maximum: 2 }, after: { type: "number", maximum: 1 } },
      { before: { type: "integer", exclusiveMinimum: 0 }, after: { type: "integer", minimum: 1 } },
      { before: { type: "integer" }, after: { type: "integer", multipleOf: 1 } },
    ],
  },
);

verdicts(
  { id: "output-constraint-widened", level: "risky", side: "output" },
  {
    found: [
      { before: { type: "number", minimum: 2 }, after: { type: "number", minimum: 1 } },
      { before: { type: "number", maximum: 1 }, after: { type: "number", maximum: 2 } },
      { before: { type: "number", exclusiveMinimum: 1 }, after: { type: "number", minimum: 1 } },
      { before: { type: "string", minLength: 1 }, after: { type: "string" } },
      { before: { type: "string", maxLength: 80 }, after: { type: "string" } },
      { before: { type: "string", pattern: "^a" }, after: { type: "string" } },
      { before: { type: "string", format: "email" }, after: { type: "string" } },
      { before: { type: "integer", multipleOf: 5 }, after: { type: "integer" } },
      { before: { type: "array", minItems: 1 }, after: { type: "array" } },
      { before: { type: "array", maxItems: 5 }, after: { type: "array", maxItems: 9 } },
      { before: { type: "array", uniqueItems: true }, after: { type: "array" } },
      { before: { type: "object", minProperties: 1 }, after: { type: "object" } },
    ],
    silent: [
      { before: { type: "number", minimum: 1 }, after: { type: "number", minimum: 2 } },
      { before: { type: "number", maximum: 2 }, after: { type: "number", maximum: 1 } },
      { before: { type: "integer", exclusiveMinimum: 0 }, after: { type: "integer", minimum: 1 } },
      { before: { type: "integer" }, after: { type: "integer", multipleOf: 1 } },
    ],
  },
);

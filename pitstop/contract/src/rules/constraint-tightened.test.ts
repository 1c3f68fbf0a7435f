import { verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-constraint-tightened", level: "breaking", side: "input" },
  {
    found: [
      { before: { type: "number", minimum: 1 }, after: { type: "number", minimum: 2 }, level: "breaking" },
      { before: { type: "number", maximum: 2 }, after: { type: "number", maximum: 1 }, level: "breaking" },
      {
        before: { type: "number", minimum: 1 },
        after: { type: "number", exclusiveMinimum: 1 },
        level: "breaking",
      },
      { before: { type: "string" }, after: { type: "string", minLength: 1 }, level: "breaking" },
      { before: { type: "string" }, after: { type: "string", maxLength: 80 }, level: "breaking" },
      { before: { type: "string" }, after: { type: "string", pattern: "^a" }, level: "breaking" },
      { before: { type: "string" }, after: { type: "string", format: "email" }, level: "breaking" },
      { before: { type: "integer" }, after: { type: "integer", multipleOf: 5 }, level: "breaking" },
      { before: { type: "array" }, after: { type: "array", minItems: 1 }, level: "breaking" },
      { before: { type: "array", maxItems: 9 }, after: { type: "array", maxItems: 5 }, level: "breaking" },
      { before: { type: "array" }, after: { type: "array", uniqueItems: true }, level: "breaking" },
      { before: { type: "object" }, after: { type: "object", minProperties: 1 }, level: "breaking" },
      {
        before: { type: "string", decimalMinimum: 0 },
        after: { type: "string", decimalMinimum: 5 },
        level: "breaking",
        says: "be at least 5",
      },
      {
        before: { type: "string" },
        after: { type: "string", decimalMaximum: 100 },
        level: "breaking",
        says: "be at most 100",
      },
      {
        before: { type: "string", decimalMaximum: 100 },
        after: {
          allOf: [
            { type: "string", decimalMaximum: 100 },
            { type: "string", decimalMaximum: 50 },
          ],
        },
        level: "breaking",
      },
    ],
    silent: [
      { before: { type: "string", decimalMinimum: 5 }, after: { type: "string", decimalMinimum: 0 } },
      { before: { type: "string", decimalMaximum: 9 }, after: { type: "string" } },
      { before: { type: "number", minimum: 2 }, after: { type: "number", minimum: 1 } },
      { before: { type: "number", maximum: 1 }, after: { type: "number", maximum: 2 } },
      { before: { type: "integer", exclusiveMinimum: 0 }, after: { type: "integer", minimum: 1 } },
      { before: { type: "integer" }, after: { type: "integer", multipleOf: 1 } },
    ],
  },
);

verdicts(
  { id: "output-constraint-narrowed", level: "safe", side: "output" },
  {
    found: [
      { before: { type: "number", minimum: 1 }, after: { type: "number", minimum: 2 } },
      { before: { type: "number", maximum: 2 }, after: { type: "number", maximum: 1 } },
      { before: { type: "number", minimum: 1 }, after: { type: "number", exclusiveMinimum: 1 } },
      { before: { type: "string" }, after: { type: "string", minLength: 1 } },
      { before: { type: "string" }, after: { type: "string", maxLength: 80 } },
      { before: { type: "string" }, after: { type: "string", pattern: "^a" } },
      { before: { type: "string" }, after: { type: "string", format: "email" } },
      { before: { type: "integer" }, after: { type: "integer", multipleOf: 5 } },
      { before: { type: "array" }, after: { type: "array", minItems: 1 } },
      { before: { type: "array", maxItems: 9 }, after: { type: "array", maxItems: 5 } },
      { before: { type: "array" }, after: { type: "array", uniqueItems: true } },
      { before: { type: "object" }, after: { type: "object", minProperties: 1 } },
    ],
    silent: [
      { before: { type: "number", minimum: 2 }, after: { type: "number", minimum: 1 } },
      { before: { type: "number", maximum: 1 }, after: { type: "number", maximum: 2 } },
      { before: { type: "integer", exclusiveMinimum: 0 }, after: { type: "integer", minimum: 1 } },
      { before: { type: "integer" }, after: { type: "integer", multipleOf: 1 } },
    ],
  },
);

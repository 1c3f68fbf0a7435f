import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-type-changed", side: "input" },
  {
    found: [
      {
        before: { type: "string" },
        after: { type: "number" },
        level: "breaking",
        says: "must be a number now; it was text",
      },
      {
        before: { type: "array", items: { type: "string" } },
        after: { type: "array", items: { type: "boolean" } },
        path: "input[]",
        level: "breaking",
        says: "An item of the input",
      },
      {
        before: object({ a: object({}) }),
        after: object({ a: { type: "string" } }),
        path: "input.a",
        level: "breaking",
      },
    ],
    silent: [
      { before: { type: "integer" }, after: { type: "number" } },
      { before: { type: "string" }, after: { type: ["string", "number"] } },
    ],
  },
);

verdicts(
  { id: "input-type-narrowed", side: "input" },
  {
    found: [
      {
        before: { type: ["string", "number"] },
        after: { type: "string" },
        level: "breaking",
        says: "no longer accepts a number",
      },
      { before: { type: "number" }, after: { type: "integer" }, level: "breaking", says: "whole number" },
      { before: {}, after: { type: "string" }, level: "breaking" },
      {
        before: object({ a: { anyOf: [{ type: "string" }, { type: "boolean" }] } }),
        after: object({ a: { type: "boolean" } }),
        path: "input.a",
        level: "breaking",
      },
    ],
    silent: [
      { before: { type: "integer" }, after: { type: "number" } },
      { before: { type: ["string", "null"] }, after: { type: "string" } },
      { before: { type: "string" }, after: { type: "number" } },
    ],
  },
);

verdicts(
  { id: "input-type-widened", side: "input" },
  {
    found: [
      { before: { type: "string" }, after: { type: ["string", "number"] }, level: "safe" },
      { before: { type: "integer" }, after: { type: "number" }, level: "safe", says: "fraction" },
      { before: { type: "string" }, after: {}, level: "safe" },
    ],
    silent: [
      { before: { type: "number" }, after: { type: "integer" } },
      { before: { type: "string" }, after: { type: ["string", "null"] } },
      { before: { type: "string" }, after: { type: "number" } },
    ],
  },
);

verdicts(
  { id: "output-type-changed", side: "output" },
  {
    found: [
      {
        before: { type: "string" },
        after: { type: "number" },
        level: "breaking",
        says: "is a number now; it was text",
      },
      {
        before: object({ "a!": object({}) }),
        after: object({ "a!": { type: "array" } }),
        path: "output.a",
        level: "breaking",
      },
      {
        before: { type: "object", additionalProperties: { type: "string" } },
        after: { type: "object", additionalProperties: { type: "boolean" } },
        path: "output.*",
        level: "breaking",
        says: "A value of the answer",
      },
    ],
    silent: [
      { before: { type: "integer" }, after: { type: "number" } },
      { before: { type: "number" }, after: { type: "integer" } },
      { before: { type: "string" }, after: { type: ["string", "number"] } },
    ],
  },
);

verdicts(
  { id: "output-type-narrowed", side: "output" },
  {
    found: [
      { before: { type: "number" }, after: { type: "integer" }, level: "safe", says: "whole number" },
      { before: { type: ["string", "number"] }, after: { type: "string" }, level: "safe" },
      { before: {}, after: { type: "string" }, level: "safe" },
    ],
    silent: [
      { before: { type: "integer" }, after: { type: "number" } },
      { before: { type: "string" }, after: { type: "number" } },
      { before: { type: ["string", "null"] }, after: { type: "string" } },
    ],
  },
);

verdicts(
  { id: "output-type-widened", side: "output" },
  {
    found: [
      { before: { type: "integer" }, after: { type: "number" }, level: "breaking", says: "fraction" },
      { before: { type: "string" }, after: { type: ["string", "number"] }, level: "breaking" },
      { before: { type: "string" }, after: {}, level: "breaking" },
    ],
    silent: [
      { before: { type: "number" }, after: { type: "integer" } },
      { before: { type: "string" }, after: { type: "number" } },
      { before: { type: "string" }, after: { type: ["string", "null"] } },
    ],
  },
);

import { object, verdicts } from "../testing.ts";
import rule from "./input-type-narrowed.ts";

verdicts(rule, {
  found: [
    {
      before: { type: ["string", "number"] },
      after: { type: "string" },
      level: "breaking",
      says: "may no longer be a number",
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
});

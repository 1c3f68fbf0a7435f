import { verdicts } from "../testing.ts";
import rule from "./input-enum-value-removed.ts";

verdicts(rule, {
  found: [
    { before: { enum: ["a", "b"] }, after: { enum: ["a"] }, says: '"b"' },
    { before: { anyOf: [{ const: "a" }, { const: "b" }] }, after: { const: "a" } },
    { before: { enum: ["a", "b"] }, after: { type: "string", pattern: "^a$" }, says: '"b"' },
  ],
  silent: [
    { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
    { before: { enum: ["a", "b"] }, after: { type: "string" } },
    { before: { enum: ["a", "b"] }, after: { anyOf: [{ const: "a" }, { const: "b" }] } },
    { before: { enum: ["a", "b"] }, after: { enum: ["b", "a"] } },
  ],
});

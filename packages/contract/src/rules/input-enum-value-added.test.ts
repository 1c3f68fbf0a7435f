import { verdicts } from "../testing.ts";
import rule from "./input-enum-value-added.ts";

verdicts(rule, {
  found: [
    { before: { enum: ["a"] }, after: { enum: ["a", "b"] }, says: '"b"' },
    { before: { const: "a" }, after: { anyOf: [{ const: "a" }, { const: "b" }] } },
  ],
  silent: [
    { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
    { before: { type: "string" }, after: { enum: ["a", "b"] } },
  ],
});

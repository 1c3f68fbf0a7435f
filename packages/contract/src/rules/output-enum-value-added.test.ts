import { verdicts } from "../testing.ts";
import rule from "./output-enum-value-added.ts";

verdicts(rule, {
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
});

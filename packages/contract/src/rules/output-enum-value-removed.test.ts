import { verdicts } from "../testing.ts";
import rule from "./output-enum-value-removed.ts";

verdicts(rule, {
  found: [{ before: { enum: ["a", "b"] }, after: { enum: ["a"] }, says: '"b"' }],
  silent: [
    { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
    { before: { enum: ["a", "b"] }, after: { type: "string" } },
  ],
});

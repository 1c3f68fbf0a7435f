import { verdicts } from "../testing.ts";
import rule from "./input-enum-opened.ts";

verdicts(rule, {
  found: [
    { before: { enum: ["a", "b"] }, after: { type: "string" } },
    { before: { const: true }, after: { type: "boolean" } },
  ],
  silent: [
    { before: { type: "string" }, after: { enum: ["a", "b"] } },
    { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
  ],
});

import { verdicts } from "../testing.ts";
import rule from "./output-enum-opened.ts";

verdicts(rule, {
  found: [{ before: { enum: ["a", "b"] }, after: { type: "string" } }],
  silent: [
    { before: { type: "string" }, after: { enum: ["a", "b"] } },
    { before: { enum: ["a"] }, after: { enum: ["a", "b"] } },
  ],
});

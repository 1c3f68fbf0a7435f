import { verdicts } from "../testing.ts";
import rule from "./output-became-enum.ts";

verdicts(rule, {
  found: [{ before: { type: "string" }, after: { enum: ["a", "b"] } }],
  silent: [
    { before: { enum: ["a", "b"] }, after: { type: "string" } },
    { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
  ],
});

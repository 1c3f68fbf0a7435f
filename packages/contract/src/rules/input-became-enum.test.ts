import { verdicts } from "../testing.ts";
import rule from "./input-became-enum.ts";

verdicts(rule, {
  found: [
    { before: { type: "string" }, after: { enum: ["a", "b"] } },
    { before: { type: "number" }, after: { enum: [1, 2] } },
    { before: { type: "boolean" }, after: { const: true } },
  ],
  silent: [
    { before: { enum: ["a", "b"] }, after: { type: "string" } },
    { before: { enum: ["a", "b"] }, after: { enum: ["a"] } },
    { before: { type: "boolean" }, after: { type: "boolean", enum: [true, false] } },
  ],
});

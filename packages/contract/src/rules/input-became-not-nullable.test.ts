import { verdicts } from "../testing.ts";
import rule from "./input-became-not-nullable.ts";

verdicts(rule, {
  found: [
    { before: { type: ["string", "null"] }, after: { type: "string" } },
    { before: { anyOf: [{ enum: ["a"] }, { type: "null" }] }, after: { enum: ["a"] } },
    { before: { enum: ["a", null] }, after: { enum: ["a"] } },
  ],
  silent: [
    { before: { type: "string" }, after: { type: ["string", "null"] } },
    { before: { type: ["string", "null"] }, after: { oneOf: [{ type: "null" }, { type: "string" }] } },
  ],
});

import { verdicts } from "../testing.ts";
import rule from "./output-became-not-nullable.ts";

verdicts(rule, {
  found: [{ before: { type: ["string", "null"] }, after: { type: "string" } }],
  silent: [
    { before: { type: "string" }, after: { type: ["string", "null"] } },
    { before: { anyOf: [{ type: "null" }, { type: "string" }] }, after: { type: ["string", "null"] } },
  ],
});

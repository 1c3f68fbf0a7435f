import { object, verdicts } from "../testing.ts";
import rule from "./input-became-nullable.ts";

verdicts(rule, {
  found: [
    { before: { type: "string" }, after: { type: ["string", "null"] } },
    {
      before: object({ "a!": { type: "string" } }),
      after: object({ "a!": { anyOf: [{ type: "string" }, { type: "null" }] } }),
      path: "input.a",
    },
  ],
  silent: [
    { before: { type: ["string", "null"] }, after: { anyOf: [{ type: "string" }, { type: "null" }] } },
    { before: { type: ["string", "null"] }, after: { type: "string" } },
  ],
});

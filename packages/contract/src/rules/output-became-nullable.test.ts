import { object, verdicts } from "../testing.ts";
import rule from "./output-became-nullable.ts";

verdicts(rule, {
  found: [
    { before: { type: "string" }, after: { type: ["string", "null"] } },
    {
      before: object({ "category!": object({ "id!": { type: "integer" } }) }),
      after: object({ "category!": { anyOf: [object({ "id!": { type: "integer" } }), { type: "null" }] } }),
      path: "output.category",
    },
  ],
  silent: [
    { before: { type: ["string", "null"] }, after: { anyOf: [{ type: "null" }, { type: "string" }] } },
    { before: { type: ["string", "null"] }, after: { type: "string" } },
  ],
});

import { object, verdicts } from "../testing.ts";
import rule from "./input-type-changed.ts";

verdicts(rule, {
  found: [
    {
      before: { type: "string" },
      after: { type: "number" },
      level: "breaking",
      says: "must be a number now; it was a text",
    },
    {
      before: { type: "array", items: { type: "string" } },
      after: { type: "array", items: { type: "boolean" } },
      path: "input[]",
      level: "breaking",
      says: "An item of the input",
    },
    {
      before: object({ a: object({}) }),
      after: object({ a: { type: "string" } }),
      path: "input.a",
      level: "breaking",
    },
  ],
  silent: [
    { before: { type: "integer" }, after: { type: "number" } },
    { before: { type: "string" }, after: { type: ["string", "number"] } },
  ],
});

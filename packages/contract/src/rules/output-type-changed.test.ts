import { object, verdicts } from "../testing.ts";
import rule from "./output-type-changed.ts";

verdicts(rule, {
  found: [
    {
      before: { type: "string" },
      after: { type: "number" },
      level: "breaking",
      says: "is a number now; it was a text",
    },
    {
      before: object({ "a!": object({}) }),
      after: object({ "a!": { type: "array" } }),
      path: "output.a",
      level: "breaking",
    },
    {
      before: { type: "object", additionalProperties: { type: "string" } },
      after: { type: "object", additionalProperties: { type: "boolean" } },
      path: "output.*",
      level: "breaking",
      says: "A value of the answer",
    },
  ],
  silent: [
    { before: { type: "integer" }, after: { type: "number" } },
    { before: { type: "number" }, after: { type: "integer" } },
    { before: { type: "string" }, after: { type: ["string", "number"] } },
  ],
});

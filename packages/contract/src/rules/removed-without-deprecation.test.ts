import { object, verdicts } from "../testing.ts";
import rule from "./removed-without-deprecation.ts";

verdicts(rule, {
  found: [
    {
      before: object({ color: { type: "string" } }),
      after: object({}),
      path: "input.color",
      level: "breaking",
      says: "never been deprecated",
    },
  ],
  silent: [
    { before: { type: "object", properties: { color: { type: "string" } } }, after: { type: "object" } },
    { before: object({ color: { type: "string", deprecated: true } }), after: object({}) },
    { before: object({ color: { retired: true } }), after: object({}) },
    {
      before: object({ color: { type: "string" } }),
      after: object({ color: { type: "string", deprecated: true } }),
    },
  ],
});

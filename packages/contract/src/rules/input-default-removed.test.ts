import { object, verdicts } from "../testing.ts";
import rule from "./input-default-removed.ts";

verdicts(rule, {
  found: [
    {
      before: object({ limit: { type: "integer", default: 20 } }),
      after: object({ limit: { type: "integer" } }),
      path: "input.limit",
    },
  ],
  silent: [
    {
      before: object({ limit: { type: "integer" } }),
      after: object({ limit: { type: "integer", default: 20 } }),
    },
    {
      before: object({ limit: { type: "integer", default: 20 } }),
      after: object({ "limit!": { type: "integer" } }),
    },
    { before: object({ limit: { type: "integer", default: 20 } }), after: object({}) },
  ],
});

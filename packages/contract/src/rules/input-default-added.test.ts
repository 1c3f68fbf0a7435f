import { object, verdicts } from "../testing.ts";
import rule from "./input-default-added.ts";

verdicts(rule, {
  found: [
    {
      before: object({ limit: { type: "integer" } }),
      after: object({ limit: { type: "integer", default: 20 } }),
      path: "input.limit",
      says: "is 20 now",
    },
  ],
  silent: [
    {
      before: object({ limit: { type: "integer", default: 20 } }),
      after: object({ limit: { type: "integer", default: 50 } }),
    },
    {
      before: object({ limit: { type: "integer", default: 20 } }),
      after: object({ limit: { type: "integer" } }),
    },
    {
      before: object({ "limit!": { type: "integer" } }),
      after: object({ limit: { type: "integer", default: 20 } }),
    },
  ],
});

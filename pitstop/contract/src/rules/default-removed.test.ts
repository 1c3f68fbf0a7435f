import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-default-removed", level: "risky", side: "input" },
  {
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
  },
);

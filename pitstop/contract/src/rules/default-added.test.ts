import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-default-added", level: "risky", side: "input" },
  {
    found: [
      {
        before: object({ limit: { type: "integer" } }),
        after: object({ limit: { type: "integer", default: 20 } }),
        path: "input.limit",
        says: "defaults to 20 now",
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
  },
);

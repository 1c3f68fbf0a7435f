import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-default-changed", level: "risky", side: "input" },
  {
    found: [
      {
        before: object({ limit: { type: "integer", default: 20 } }),
        after: object({ limit: { type: "integer", default: 50 } }),
        path: "input.limit",
        says: "it was 20",
      },
      {
        before: object({ tags: { type: "array", default: [] } }),
        after: object({ tags: { type: "array", default: ["a"] } }),
        path: "input.tags",
      },
    ],
    silent: [
      {
        before: object({ limit: { type: "integer" } }),
        after: object({ limit: { type: "integer", default: 20 } }),
      },
      {
        before: object({ limit: { type: "integer", default: 20 } }),
        after: object({ limit: { type: "integer", default: 20 } }),
      },
      {
        before: object({ o: { type: "object", default: {} } }),
        after: object({ o: { type: "object", default: {} } }),
      },
    ],
  },
);

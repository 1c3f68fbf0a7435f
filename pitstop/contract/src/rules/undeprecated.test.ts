import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "undeprecated", level: "safe" },
  {
    found: [
      {
        before: object({ color: { type: "string", deprecated: true } }),
        after: object({ color: { type: "string" } }),
        path: "input.color",
      },
    ],
    silent: [
      {
        before: object({ color: { type: "string" } }),
        after: object({ color: { type: "string", deprecated: true } }),
      },
      { before: object({ color: { type: "string", deprecated: true } }), after: object({}) },
    ],
  },
);

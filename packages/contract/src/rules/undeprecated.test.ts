import { object, verdicts } from "../testing.ts";
import rule from "./undeprecated.ts";

verdicts(rule, {
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
});

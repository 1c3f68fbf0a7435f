import { object, verdicts } from "../testing.ts";
import rule from "./removed-before-sunset.ts";

verdicts(rule, {
  found: [
    {
      before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-16" } }),
      after: object({}),
      path: "input.color",
      level: "breaking",
      says: "2026-06-16",
    },
  ],
  silent: [
    {
      before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-15" } }),
      after: object({}),
    },
    { before: object({ color: { type: "string", deprecated: true } }), after: object({}) },
    { before: object({ color: { type: "string" } }), after: object({}) },
  ],
});

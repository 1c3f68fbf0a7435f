import { object, verdicts } from "../testing.ts";
import rule from "./input-removed.ts";

verdicts(rule, {
  found: [
    {
      before: object({ color: { type: "string" } }),
      after: object({}),
      path: "input.color",
      level: "breaking",
      says: "is refused",
    },
    {
      before: { type: "object", properties: { color: { type: "string" } } },
      after: { type: "object" },
      path: "input.color",
      level: "risky",
      says: "is ignored",
    },
    {
      before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-15" } }),
      after: object({}),
      path: "input.color",
      level: "risky",
    },
    {
      before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-16" } }),
      after: object({}),
      path: "input.color",
      level: "breaking",
    },
    { before: object({ color: { retired: true } }), after: object({}), path: "input.color", level: "risky" },
    {
      before: object({ color: { enum: ["red"] } }),
      after: object({ paint: { enum: ["red"] } }),
      path: "input.color",
      level: "breaking",
      says: "looks like `paint`",
    },
  ],
  silent: [
    { before: object({ color: { type: "string" } }), after: object({ color: { retired: true } }) },
    { before: object({}), after: object({ color: { type: "string" } }) },
  ],
});

import { object, verdicts } from "../testing.ts";
import rule from "./output-field-removed.ts";

verdicts(rule, {
  found: [
    {
      before: object({ "color!": { type: "string" } }),
      after: object({}),
      path: "output.color",
      level: "breaking",
      says: "no longer in the answer",
    },
    {
      before: object({ color: { type: "string" } }),
      after: object({}),
      path: "output.color",
      level: "breaking",
      says: "could be missing",
    },
    {
      before: object({ color: { type: "string", deprecated: true } }),
      after: object({}),
      path: "output.color",
      level: "risky",
    },
    {
      before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-14" } }),
      after: object({}),
      path: "output.color",
      level: "risky",
    },
    {
      before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-16" } }),
      after: object({}),
      path: "output.color",
      level: "breaking",
    },
    {
      before: { type: "array", items: object({ color: { enum: ["a"] } }) },
      after: { type: "array", items: object({ paint: { enum: ["a"] } }) },
      path: "output[].color",
      level: "breaking",
      says: "looks like `paint`",
    },
  ],
  silent: [
    { before: object({}), after: object({ color: { type: "string" } }) },
    { before: object({ "color!": { type: "string" } }), after: object({ color: { type: "string" } }) },
  ],
});

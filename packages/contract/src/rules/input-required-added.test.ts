import { object, verdicts } from "../testing.ts";
import rule from "./input-required-added.ts";

verdicts(rule, {
  found: [
    {
      before: object({}),
      after: object({ "color!": { type: "string" } }),
      path: "input.color",
      level: "breaking",
      says: "must be sent",
    },
    {
      before: object({ filter: object({}) }),
      after: object({ filter: object({ "color!": { type: "string" } }) }),
      path: "input.filter.color",
      level: "breaking",
    },
    {
      before: object({ paint: { enum: ["red"] } }),
      after: object({ "color!": { enum: ["red"] } }),
      path: "input.color",
      level: "breaking",
      says: "looks like `paint`",
    },
  ],
  silent: [
    { before: object({}), after: object({ color: { type: "string" } }) },
    { before: object({ color: { type: "string" } }), after: object({ "color!": { type: "string" } }) },
    { before: object({ "color!": { type: "string" } }), after: object({}) },
  ],
});

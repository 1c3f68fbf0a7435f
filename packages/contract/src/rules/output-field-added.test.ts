import { object, verdicts } from "../testing.ts";
import rule from "./output-field-added.ts";

verdicts(rule, {
  found: [
    { before: object({}), after: object({ "color!": { type: "string" } }), path: "output.color" },
    {
      before: object({ paint: { enum: ["a"] } }),
      after: object({ color: { enum: ["a"] } }),
      path: "output.color",
      says: "looks like `paint`",
    },
  ],
  silent: [
    { before: object({ color: { type: "string" } }), after: object({}) },
    { before: object({ color: { type: "string" } }), after: object({ "color!": { type: "string" } }) },
  ],
});

import { object, verdicts } from "../testing.ts";
import rule from "./input-optional-added.ts";

verdicts(rule, {
  found: [
    { before: object({}), after: object({ color: { type: "string" } }), path: "input.color", level: "safe" },
    {
      before: { type: "object" },
      after: { type: "object", properties: { color: { type: "string" } } },
      path: "input.color",
      level: "risky",
      says: "ignored before",
    },
    {
      before: { type: "object" },
      after: { type: "object", properties: { color: {} } },
      path: "input.color",
      level: "safe",
    },
  ],
  silent: [
    { before: object({}), after: object({ "color!": { type: "string" } }) },
    { before: object({ color: { type: "string" } }), after: object({ color: { type: "string" } }) },
  ],
});

import { object, verdicts } from "../testing.ts";
import rule from "./input-retired.ts";

verdicts(rule, {
  found: [
    {
      before: object({ color: { type: "string" } }),
      after: object({ color: { retired: true } }),
      path: "input.color",
      level: "risky",
    },
    {
      before: object({ "color!": { type: "string" } }),
      after: object({ color: { type: "string", retired: true } }),
      path: "input.color",
      level: "risky",
    },
  ],
  silent: [
    { before: object({ color: { retired: true } }), after: object({ color: { retired: true } }) },
    { before: object({ color: { type: "string" } }), after: object({}) },
    {
      before: object({ color: { type: "string" } }),
      after: object({ color: { retired: true, renamedTo: "paint" }, paint: { type: "string" } }),
    },
  ],
});

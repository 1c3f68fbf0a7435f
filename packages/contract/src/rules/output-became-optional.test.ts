import { object, verdicts } from "../testing.ts";
import rule from "./output-became-optional.ts";

verdicts(rule, {
  found: [
    {
      before: object({ "color!": { type: "string" } }),
      after: object({ color: { type: "string" } }),
      path: "output.color",
    },
  ],
  silent: [
    { before: object({ color: { type: "string" } }), after: object({ "color!": { type: "string" } }) },
    { before: object({ "color!": { type: "string" } }), after: object({}) },
  ],
});

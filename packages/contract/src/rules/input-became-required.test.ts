import { object, verdicts } from "../testing.ts";
import rule from "./input-became-required.ts";

verdicts(rule, {
  found: [
    {
      before: object({ color: { type: "string" } }),
      after: object({ "color!": { type: "string" } }),
      path: "input.color",
    },
    {
      before: object({ color: { type: "string", default: "red" } }),
      after: object({ "color!": { type: "string" } }),
      path: "input.color",
    },
  ],
  silent: [
    { before: object({ "color!": { type: "string" } }), after: object({ color: { type: "string" } }) },
    { before: object({}), after: object({ "color!": { type: "string" } }) },
  ],
});

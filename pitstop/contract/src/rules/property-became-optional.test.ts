import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-became-optional", level: "safe", side: "input" },
  {
    found: [
      {
        before: object({ "color!": { type: "string" } }),
        after: object({ color: { type: "string" } }),
        path: "input.color",
      },
      {
        before: object({ "color!": { type: "string" } }),
        after: object({ color: { type: "string", default: "red" } }),
        path: "input.color",
      },
    ],
    silent: [
      { before: object({ color: { type: "string" } }), after: object({ "color!": { type: "string" } }) },
      { before: object({ "color!": { type: "string" } }), after: object({}) },
    ],
  },
);

verdicts(
  { id: "output-became-optional", level: "breaking", side: "output" },
  {
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
  },
);

import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-became-required", level: "breaking", side: "input" },
  {
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
  },
);

verdicts(
  { id: "output-became-required", level: "safe", side: "output" },
  {
    found: [
      {
        before: object({ color: { type: "string" } }),
        after: object({ "color!": { type: "string" } }),
        path: "output.color",
      },
    ],
    silent: [
      { before: object({ "color!": { type: "string" } }), after: object({ color: { type: "string" } }) },
      { before: object({}), after: object({ "color!": { type: "string" } }) },
    ],
  },
);

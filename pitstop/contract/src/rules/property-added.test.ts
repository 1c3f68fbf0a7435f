import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-optional-added", side: "input" },
  {
    found: [
      {
        before: object({}),
        after: object({ color: { type: "string" } }),
        path: "input.color",
        level: "safe",
      },
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
  },
);

verdicts(
  { id: "input-required-added", side: "input" },
  {
    found: [
      {
        before: object({}),
        after: object({ "color!": { type: "string" } }),
        path: "input.color",
        level: "breaking",
        says: "is new and required",
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
  },
);

verdicts(
  { id: "output-field-added", level: "safe", side: "output" },
  {
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
  },
);

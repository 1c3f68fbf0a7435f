import { object, verdicts } from "../../test/findings.ts";

verdicts(
  { id: "input-removed", side: "input" },
  {
    found: [
      {
        before: object({ color: { type: "string" } }),
        after: object({}),
        path: "input.color",
        level: "breaking",
        says: "is refused",
      },
      {
        before: { type: "object", properties: { color: { type: "string" } } },
        after: { type: "object" },
        path: "input.color",
        level: "risky",
        says: "is ignored",
      },
      {
        before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-15" } }),
        after: object({}),
        path: "input.color",
        level: "risky",
      },
      {
        before: object({ color: { type: "string", deprecated: true, sunset: "2026-06-16" } }),
        after: object({}),
        path: "input.color",
        level: "breaking",
      },
      {
        before: object({ color: { retired: true } }),
        after: object({}),
        path: "input.color",
        level: "risky",
      },
      {
        before: object({ color: { enum: ["red"] } }),
        after: object({ paint: { enum: ["red"] } }),
        path: "input.color",
        level: "breaking",
        says: "looks like `paint`",
      },
    ],
    silent: [
      { before: object({ color: { type: "string" } }), after: object({ color: { retired: true } }) },
      { before: object({}), after: object({ color: { type: "string" } }) },
    ],
  },
);

verdicts(
  { id: "output-field-removed", side: "output" },
  {
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
        says: "which was optional",
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
  },
);

import { object, verdicts } from "../../test/findings.ts";

const text = { type: "string" };
const former = { retired: true, renamedTo: "paint" };

verdicts(
  { id: "input-renamed", side: "input" },
  {
    found: [
      {
        before: object({ color: text }),
        after: object({ color: former, paint: text }),
        path: "input.color",
        level: "safe",
        says: "`paint`",
      },
      {
        before: object({ "color!": text }),
        after: object({ color: former, "paint!": text }),
        path: "input.color",
        level: "safe",
        says: "previous name",
      },
    ],
    silent: [
      { before: object({ color: text }), after: object({ color: { retired: true }, paint: text }) },
      { before: object({ color: former, paint: text }), after: object({ color: former, paint: text }) },
      { before: object({ color: former, paint: text }), after: object({ paint: text }) },
    ],
  },
);

verdicts(
  { id: "input-retired", side: "input" },
  {
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
  },
);

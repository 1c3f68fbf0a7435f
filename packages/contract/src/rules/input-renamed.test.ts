import { object, verdicts } from "../testing.ts";
import rule from "./input-renamed.ts";

const text = { type: "string" };
const former = { retired: true, renamedTo: "paint" };

verdicts(rule, {
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
      says: "kept",
    },
  ],
  silent: [
    { before: object({ color: text }), after: object({ color: { retired: true }, paint: text }) },
    { before: object({ color: former, paint: text }), after: object({ color: former, paint: text }) },
    { before: object({ color: former, paint: text }), after: object({ paint: text }) },
  ],
});

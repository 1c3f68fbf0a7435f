import type { KindRules } from "../rule.ts";
import { describeConstraint } from "../text/describe-constraint.ts";
import { showValue } from "../text/show-value.ts";

type Tightened = KindRules<"constraint-tightened">;

const message: NonNullable<Tightened["input"]>[number]["message"] = ({ keyword, before, after }, { place }) =>
  `${place} must ${describeConstraint(keyword, after)} now${before === undefined ? "" : `; it was ${showValue(before)}`}.`;

export const constraintTightened: Tightened = {
  input: [
    {
      id: "input-constraint-tightened",
      level: "breaking",
      message,
      hint: () => "Values that deployed clients send today are refused. Warn first, tighten later.",
    },
  ],
  output: [{ id: "output-constraint-narrowed", level: "safe", message }],
};

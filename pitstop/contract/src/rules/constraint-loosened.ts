import type { KindRules } from "../rule.ts";
import { describeConstraint } from "../text/describe-constraint.ts";
import { showValue } from "../text/show-value.ts";

type Loosened = KindRules<"constraint-loosened">;

const message: NonNullable<Loosened["input"]>[number]["message"] = ({ keyword, before, after }, { place }) =>
  after === undefined
    ? `${place} no longer has to ${describeConstraint(keyword, before)}.`
    : `${place} only has to ${describeConstraint(keyword, after)} now; it was ${showValue(before)}.`;

export const constraintLoosened: Loosened = {
  input: [{ id: "input-constraint-loosened", level: "safe", message }],
  output: [
    {
      id: "output-constraint-widened",
      level: "risky",
      message,
      hint: () => "A client that stores or displays the value may rely on the old limit.",
    },
  ],
};

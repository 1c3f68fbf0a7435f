import type { KindRules } from "../rule.ts";
import { describeConstraint } from "../text/describe-constraint.ts";
import { showValue } from "../text/show-value.ts";

type Changed = KindRules<"constraint-changed">;

const message: NonNullable<Changed["input"]>[number]["message"] = ({ keyword, before, after }, { place }) =>
  `${place} must ${describeConstraint(keyword, after)} now; it was ${showValue(before)}.`;

/** Two patterns, formats or steps of which neither includes the other, as far as can be seen. */
export const constraintChanged: Changed = {
  input: [
    {
      id: "input-constraint-changed",
      level: "breaking",
      message,
      hint: () =>
        "Values that deployed clients send today may be refused. Accept both until no client sends the old ones.",
    },
  ],
  output: [
    {
      id: "output-constraint-changed",
      // An answer in another format is never what a client parses.
      level: ({ keyword }) => (keyword === "format" ? "breaking" : "risky"),
      message,
      hint: () => "A client that parses the value may rely on the old form.",
    },
  ],
};

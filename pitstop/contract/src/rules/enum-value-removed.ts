import { levelOfRemoval } from "../removal.ts";
import type { KindRules } from "../rule.ts";
import { showValue } from "../text/show-value.ts";

export const enumValueRemoved: KindRules<"enum-value-removed"> = {
  input: [
    {
      id: "input-enum-value-removed",
      level: ({ wasRetired, deprecation }, { today }) =>
        wasRetired ? "risky" : levelOfRemoval(deprecation, today),
      message: ({ value }, { place }) => `${place} no longer accepts ${showValue(value)}.`,
      hint: ({ value, wasRetired, deprecation }) =>
        wasRetired || deprecation.deprecated
          ? undefined
          : `Accept ${showValue(value)} and treat it as its replacement until no deployed client sends it.`,
    },
  ],
  output: [
    {
      id: "output-enum-value-removed",
      level: "safe",
      message: ({ value }, { place }) => `${place} is never ${showValue(value)} now.`,
    },
  ],
};

import type { KindRules } from "../rule.ts";
import { showValue } from "../text/show-value.ts";

/** graphql-js lists VALUE_ADDED_TO_ENUM among its dangerous changes. */
export const enumValueAdded: KindRules<"enum-value-added"> = {
  input: [
    {
      id: "input-enum-value-added",
      level: "safe",
      message: ({ value }, { place }) => `${place} accepts ${showValue(value)} now.`,
    },
  ],
  output: [
    {
      id: "output-enum-value-added",
      level: "risky",
      message: ({ value }, { place }) => `${place} can be ${showValue(value)} now.`,
      hint: () =>
        "A client that lists every value doesn't know this one. Check that clients have a default case.",
    },
  ],
};

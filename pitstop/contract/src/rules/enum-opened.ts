import type { KindRules } from "../rule.ts";
import { showValue } from "../text/show-value.ts";

export const enumOpened: KindRules<"enum-opened"> = {
  input: [
    {
      id: "input-enum-opened",
      level: "safe",
      message: ({ before }, { place }) => `${place} is no longer limited to ${showValue(before)}.`,
    },
  ],
  output: [
    {
      id: "output-enum-opened",
      level: "risky",
      message: ({ before }, { place }) => `${place} can be something other than ${showValue(before)} now.`,
      hint: () =>
        "A client that lists every value doesn't know the others. Check that clients have a default case.",
    },
  ],
};

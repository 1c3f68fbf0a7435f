import type { KindRules } from "../rule.ts";
import { showValue } from "../text/show-value.ts";

export const becameEnum: KindRules<"became-enum"> = {
  input: [
    {
      id: "input-became-enum",
      level: "breaking",
      message: ({ after }, { place }) => `${place} must be one of ${showValue(after)} now.`,
      hint: () => "Any other value that a deployed client sends is refused.",
    },
  ],
  output: [
    {
      id: "output-became-enum",
      level: "safe",
      message: ({ after }, { place }) => `${place} is always one of ${showValue(after)} now.`,
    },
  ],
};

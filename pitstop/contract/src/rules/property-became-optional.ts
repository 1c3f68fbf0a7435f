import type { KindRules } from "../rule.ts";

export const propertyBecameOptional: KindRules<"property-became-optional"> = {
  input: [
    {
      id: "input-became-optional",
      level: "safe",
      message: (_difference, { place }) => `${place} is optional now.`,
    },
  ],
  output: [
    {
      id: "output-became-optional",
      level: "breaking",
      message: (_difference, { place }) => `${place} can be missing from the answer now.`,
      hint: () => "Answer with an empty value (null, if it was nullable) instead of omitting it.",
    },
  ],
};

import type { KindRules } from "../rule.ts";

export const itemBecameOptional: KindRules<"item-became-optional"> = {
  input: [
    {
      id: "input-item-became-optional",
      level: "safe",
      message: ({ index }, { place }) => `${place}, which is item ${index + 1}, is optional now.`,
    },
  ],
  output: [
    {
      id: "output-item-became-optional",
      level: "breaking",
      message: ({ index }, { place }) =>
        `${place}, which is item ${index + 1}, can be missing from the answer now.`,
      hint: () => "Answer with an empty value (null, if it was nullable) instead of omitting it.",
    },
  ],
};

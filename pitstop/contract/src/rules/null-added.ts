import type { KindRules } from "../rule.ts";

export const nullAdded: KindRules<"null-added"> = {
  input: [
    {
      id: "input-became-nullable",
      level: "safe",
      message: (_difference, { place }) => `${place} accepts null now.`,
    },
  ],
  output: [
    {
      id: "output-became-nullable",
      level: "breaking",
      message: (_difference, { place }) => `${place} can be null now.`,
      hint: () => "Keep answering with an empty value, or add a second attribute that is nullable.",
    },
  ],
};

import type { KindRules } from "../rule.ts";

export const itemRemoved: KindRules<"item-removed"> = {
  input: [
    {
      id: "input-item-removed",
      level: "breaking",
      message: ({ index }, { place }) => `${place}, which is item ${index + 1}, is refused now.`,
      hint: () => "Accept it until no deployed client sends it.",
    },
  ],
  output: [
    {
      id: "output-item-removed",
      level: ({ isRequired }) => (isRequired ? "breaking" : "risky"),
      message: ({ index }, { place }) => `${place}, which is item ${index + 1}, is no longer in the answer.`,
      hint: () => "Keep it until no deployed client reads it.",
    },
  ],
};

import type { KindRules } from "../rule.ts";

export const answerDescribed: KindRules<"answer-described"> = {
  procedure: [
    {
      id: "answer-described",
      level: "safe",
      message: (_difference, { place }) => `The answer of ${place} is described now.`,
    },
  ],
};

import type { KindRules } from "../rule.ts";

export const answerUndescribed: KindRules<"answer-undescribed"> = {
  procedure: [
    {
      id: "answer-undescribed",
      level: "risky",
      message: (_difference, { place }) => `The answer of ${place} is no longer described.`,
      hint: () => "Give the procedure an .output(), so that changes of its answer are seen.",
    },
  ],
};

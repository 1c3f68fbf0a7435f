import type { KindRules } from "../rule.ts";

export const checkAdded: KindRules<"check-added"> = {
  input: [
    {
      id: "input-check-added",
      level: "risky",
      message: (_difference, { place }) => `${place} goes through a new check function.`,
      hint: () =>
        "Only its source can be compared, not what it refuses. Check that it takes what deployed clients send.",
    },
  ],
  output: [
    {
      id: "output-check-added",
      level: "safe",
      message: (_difference, { place }) => `${place} goes through a new check function.`,
    },
  ],
};

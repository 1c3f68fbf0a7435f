import type { KindRules } from "../rule.ts";

export const checkRemoved: KindRules<"check-removed"> = {
  input: [
    {
      id: "input-check-removed",
      level: "safe",
      message: (_difference, { place }) => `${place} no longer goes through a check function.`,
    },
  ],
  output: [
    {
      id: "output-check-removed",
      level: "risky",
      message: (_difference, { place }) => `${place} no longer goes through a check function.`,
      hint: () => "A client may rely on what the function refused.",
    },
  ],
};

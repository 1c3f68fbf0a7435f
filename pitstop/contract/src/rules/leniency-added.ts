import type { KindRules } from "../rule.ts";

export const leniencyAdded: KindRules<"leniency-added"> = {
  input: [
    {
      id: "input-leniency-added",
      level: "safe",
      message: (_difference, { place }) => `${place} also accepts values that it can convert or replace now.`,
    },
  ],
};

import type { KindRules } from "../rule.ts";

export const leniencyRemoved: KindRules<"leniency-removed"> = {
  input: [
    {
      id: "input-leniency-removed",
      level: "breaking",
      message: (_difference, { place }) =>
        `${place} is no longer converted or replaced if it has another type.`,
      hint: () => "Clients may send the other type, such as a number as text. Convert it until none does.",
    },
  ],
};

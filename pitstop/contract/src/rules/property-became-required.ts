import type { KindRules } from "../rule.ts";

export const propertyBecameRequired: KindRules<"property-became-required"> = {
  input: [
    {
      id: "input-became-required",
      level: "breaking",
      message: (_difference, { place }) => `${place} is required now; it was optional.`,
      hint: () => "Give it a default instead, so that clients can still omit it.",
    },
  ],
  output: [
    {
      id: "output-became-required",
      level: "safe",
      message: (_difference, { place }) => `${place} is always in the answer now.`,
    },
  ],
};

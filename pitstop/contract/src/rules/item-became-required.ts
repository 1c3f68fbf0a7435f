import type { KindRules } from "../rule.ts";

export const itemBecameRequired: KindRules<"item-became-required"> = {
  input: [
    {
      id: "input-item-became-required",
      level: "breaking",
      message: ({ index }, { place }) =>
        `${place}, which is item ${index + 1}, is required now; it was optional.`,
      hint: () => "Give it a default instead, so that clients can still omit it.",
    },
  ],
  output: [
    {
      id: "output-item-became-required",
      level: "safe",
      message: ({ index }, { place }) => `${place}, which is item ${index + 1}, is always in the answer now.`,
    },
  ],
};

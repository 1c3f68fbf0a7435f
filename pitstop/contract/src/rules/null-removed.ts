import type { KindRules } from "../rule.ts";

/** Forms send null for what was left empty. */
export const nullRemoved: KindRules<"null-removed"> = {
  input: [
    {
      id: "input-became-not-nullable",
      level: "breaking",
      message: (_difference, { place }) => `${place} no longer accepts null.`,
      hint: () => "Treat null as the default until no deployed client sends it.",
    },
  ],
  output: [
    {
      id: "output-became-not-nullable",
      level: "safe",
      message: (_difference, { place }) => `${place} is never null now.`,
    },
  ],
};

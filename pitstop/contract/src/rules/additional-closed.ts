import type { KindRules } from "../rule.ts";

export const additionalClosed: KindRules<"additional-closed"> = {
  input: [
    {
      id: "input-additional-closed",
      level: "breaking",
      message: (_difference, { place }) => `${place} refuses unknown properties now.`,
      hint: () => "Name the properties that deployed clients send.",
    },
  ],
  output: [
    {
      id: "output-additional-closed",
      level: "risky",
      message: (_difference, { place }) => `${place} has only the named properties now.`,
      hint: () => "A client may read a property that was there without being named.",
    },
  ],
};

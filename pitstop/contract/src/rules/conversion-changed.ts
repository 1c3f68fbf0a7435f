import type { KindRules } from "../rule.ts";

type Changed = KindRules<"conversion-changed">;

const message: NonNullable<Changed["input"]>[number]["message"] = (_difference, { place }) =>
  `The function that converts ${place} changed.`;

export const conversionChanged: Changed = {
  input: [
    {
      id: "input-conversion-changed",
      level: "risky",
      message,
      hint: () =>
        "Only its source can be compared. Check that it takes what deployed clients send, as before.",
    },
  ],
  output: [
    {
      id: "output-conversion-changed",
      level: "risky",
      message,
      hint: () => "Only its source can be compared. Check that clients can still read the result.",
    },
  ],
};

import type { KindRules } from "../rule.ts";

type Changed = KindRules<"check-changed">;

const message: NonNullable<Changed["input"]>[number]["message"] = (_difference, { place }) =>
  `The check function of ${place} changed.`;

export const checkChanged: Changed = {
  input: [
    {
      id: "input-check-changed",
      level: "risky",
      message,
      hint: () =>
        "Only its source can be compared, not what it refuses. Check that it takes what deployed clients send.",
    },
  ],
  output: [
    {
      id: "output-check-changed",
      level: "risky",
      message,
      hint: () => "A client may rely on what the function refused.",
    },
  ],
};

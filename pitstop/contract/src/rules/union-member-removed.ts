import type { KindRules } from "../rule.ts";

export const unionMemberRemoved: KindRules<"union-member-removed"> = {
  input: [
    {
      id: "input-union-member-removed",
      level: "breaking",
      message: ({ member }, { place }) => `${place} no longer accepts ${member}.`,
      hint: () => "Accept it until no deployed client sends it.",
    },
  ],
  output: [
    {
      id: "output-union-member-removed",
      level: "safe",
      message: ({ member }, { place }) => `${place} is never ${member} now.`,
    },
  ],
};

import type { KindRules, Rule } from "../rule.ts";

const rule: Rule<"undeprecated"> = {
  id: "undeprecated",
  level: "safe",
  message: (_difference, { place }) => `${place} is no longer deprecated.`,
};

export const undeprecated: KindRules<"undeprecated"> = { input: [rule], output: [rule], procedure: [rule] };

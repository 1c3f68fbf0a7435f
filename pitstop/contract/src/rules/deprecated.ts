import type { KindRules, Rule } from "../rule.ts";

const rule: Rule<"deprecated"> = {
  id: "deprecated",
  level: "safe",
  message: ({ sunset }, { place }) =>
    `${place} is deprecated${sunset === undefined ? "" : ` and can be removed from ${sunset} on`}.`,
};

export const deprecated: KindRules<"deprecated"> = { input: [rule], output: [rule], procedure: [rule] };

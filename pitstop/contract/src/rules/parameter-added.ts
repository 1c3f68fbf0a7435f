import type { KindRules } from "../rule.ts";

export const parameterAdded: KindRules<"parameter-added"> = {
  procedure: [
    {
      id: "parameter-added",
      level: ({ isRequired }) => (isRequired ? "breaking" : "safe"),
      message: ({ parameter, isRequired }, { place }) =>
        `${place} ${isRequired ? "requires" : "takes"} the parameter \`${parameter}\` now.`,
      hint: ({ isRequired }) => (isRequired ? "Make it optional until every client sends it." : undefined),
    },
  ],
};

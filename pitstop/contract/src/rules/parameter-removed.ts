import type { KindRules } from "../rule.ts";

export const parameterRemoved: KindRules<"parameter-removed"> = {
  procedure: [
    {
      id: "parameter-removed",
      level: "breaking",
      message: ({ parameter }, { place }) => `${place} no longer takes the parameter \`${parameter}\`.`,
      hint: () => "Accept it until no deployed client sends it.",
    },
  ],
};

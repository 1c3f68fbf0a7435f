import type { KindRules } from "../rule.ts";

/** Deployed clients send no input. */
export const wholeInputAdded: KindRules<"whole-input-added"> = {
  input: [
    {
      id: "whole-input-added",
      level: ({ isRequired }) => (isRequired ? "breaking" : "safe"),
      message: ({ isRequired }, { procedure }) =>
        isRequired
          ? `\`${procedure}\` requires an input now; it took none.`
          : `\`${procedure}\` accepts an input now.`,
      hint: ({ isRequired }) => (isRequired ? "Make the input optional, or give it a default." : undefined),
    },
  ],
};

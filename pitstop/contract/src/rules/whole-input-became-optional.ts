import type { KindRules } from "../rule.ts";

export const wholeInputBecameOptional: KindRules<"whole-input-became-optional"> = {
  input: [
    {
      id: "whole-input-became-optional",
      level: "safe",
      message: (_difference, { procedure }) => `Clients can call \`${procedure}\` without an input now.`,
    },
  ],
};

import type { KindRules } from "../rule.ts";

export const wholeInputBecameRequired: KindRules<"whole-input-became-required"> = {
  input: [
    {
      id: "whole-input-became-required",
      level: "breaking",
      message: (_difference, { procedure }) =>
        `\`${procedure}\` requires an input now; clients could call it without one.`,
      hint: () => "Give the input a default instead, so that clients can still omit it.",
    },
  ],
};

import type { KindRules } from "../rule.ts";

/** Clients that know the type of before send values of it, and not each of them has one in the type of now. */
export const formerTypeNarrowed: KindRules<"former-type-narrowed"> = {
  input: [
    {
      id: "input-former-type-narrowed",
      level: "risky",
      message: (_difference, { place }) =>
        `${place} has another type now; the server still takes the previous one, and refuses values that don't fit the new type.`,
      hint: () => "Add another attribute of the new type, and let clients move to it.",
    },
  ],
};

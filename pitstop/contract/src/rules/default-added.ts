import type { KindRules } from "../rule.ts";
import { showValue } from "../text/show-value.ts";

export const defaultAdded: KindRules<"default-added"> = {
  input: [
    {
      id: "input-default-added",
      level: "risky",
      message: ({ after }, { place }) => `${place} defaults to ${showValue(after)} now.`,
      hint: () => "Omitting it meant nothing before. Check what clients that omit it rely on.",
    },
  ],
};

import type { KindRules } from "../rule.ts";
import { showValue } from "../text/show-value.ts";

export const defaultChanged: KindRules<"default-changed"> = {
  input: [
    {
      id: "input-default-changed",
      level: "risky",
      message: ({ before, after }, { place }) =>
        `${place} defaults to ${showValue(after)} now; it was ${showValue(before)}.`,
      hint: () => "The same request now means something else. Check what clients that omit it rely on.",
    },
  ],
};

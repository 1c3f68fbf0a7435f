import type { KindRules } from "../rule.ts";
import { showValue } from "../text/show-value.ts";

export const defaultRemoved: KindRules<"default-removed"> = {
  input: [
    {
      id: "input-default-removed",
      level: "risky",
      message: ({ before }, { place }) => `${place} no longer defaults to ${showValue(before)}.`,
      hint: () => "The same request now means something else. Check what clients that omit it rely on.",
    },
  ],
};

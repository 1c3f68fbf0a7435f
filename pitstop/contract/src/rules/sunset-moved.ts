import { isLater } from "../removal.ts";
import type { KindRules, Rule } from "../rule.ts";

/** Teams plan by the sunset that was announced; an earlier one takes them by surprise. */
const rule: Rule<"sunset-moved"> = {
  id: "sunset-moved",
  level: ({ before, after }) => (isLater(before, after) ? "safe" : "risky"),
  message: ({ before, after }, { place }) =>
    `The sunset of ${place} is ${after ?? "any day"} now; it was ${before ?? "any day"}.`,
};

export const sunsetMoved: KindRules<"sunset-moved"> = { input: [rule], output: [rule], procedure: [rule] };

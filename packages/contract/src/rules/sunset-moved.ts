import { isLater } from "../removal.ts";
import { rule } from "../rule.ts";

/** Clients plan by the day that they were told; one that comes earlier takes them by surprise. */
export default rule({
  id: "sunset-moved",
  on: "sunset-moved",
  level: ({ before, after }) => (isLater(before, after) ? "safe" : "risky"),
  message: ({ before, after }, { place }) =>
    `${place} may be gone from ${after ?? "any day"} on, not from ${before ?? "any day"} on.`,
});

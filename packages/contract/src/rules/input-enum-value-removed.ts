import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** A client that sends the value is refused, unless it was retired, and so announced, before. */
export default rule({
  id: "input-enum-value-removed",
  on: "enum-value-removed",
  side: "input",
  level: ({ wasRetired }) => (wasRetired ? "risky" : "breaking"),
  message: ({ value }, { place }) => `${place} may no longer be ${shown(value)}.`,
  hint: ({ value, wasRetired }) =>
    wasRetired ? undefined : `Accept ${shown(value)} as what replaces it until no deployed client sends it.`,
});

import { levelOfRemoval } from "../removal.ts";
import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** A client that sends the value is refused, unless it was announced before that it goes, and its day has come. */
export default rule({
  id: "input-enum-value-removed",
  on: "enum-value-removed",
  side: "input",
  level: ({ wasRetired, deprecation }, { today }) =>
    wasRetired ? "risky" : levelOfRemoval(deprecation, today),
  message: ({ value }, { place }) => `${place} may no longer be ${shown(value)}.`,
  hint: ({ value, wasRetired, deprecation }) =>
    wasRetired || deprecation.deprecated
      ? undefined
      : `Accept ${shown(value)} as what replaces it until no deployed client sends it.`,
});

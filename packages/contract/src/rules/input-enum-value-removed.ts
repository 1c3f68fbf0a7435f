import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** A client that sends the value is refused. */
export default rule({
  id: "input-enum-value-removed",
  on: "enum-value-removed",
  side: "input",
  level: "breaking",
  message: ({ value }, { place }) => `${place} may no longer be ${shown(value)}.`,
  hint: ({ value }) => `Accept ${shown(value)} as what replaces it until no deployed client sends it.`,
});

import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** Source: graphql-js lists VALUE_ADDED_TO_ENUM among its dangerous changes. */
export default rule({
  id: "output-enum-value-added",
  on: "enum-value-added",
  side: "output",
  level: "risky",
  message: ({ value }, { place }) => `${place} may be ${shown(value)} now.`,
  hint: () =>
    "A client that lists every value meets one that it does not know: see that clients have a default case.",
});

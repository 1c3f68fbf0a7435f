import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "input-enum-value-added",
  on: "enum-value-added",
  side: "input",
  level: "safe",
  message: ({ value }, { place }) => `${place} may be ${shown(value)} now.`,
});

import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "output-enum-value-removed",
  on: "enum-value-removed",
  side: "output",
  level: "safe",
  message: ({ value }, { place }) => `${place} is never ${shown(value)} now.`,
});

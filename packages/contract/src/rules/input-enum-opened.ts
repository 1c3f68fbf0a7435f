import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "input-enum-opened",
  on: "enum-opened",
  side: "input",
  level: "safe",
  message: ({ before }, { place }) => `${place} may be more than one of ${shown(before)} now.`,
});

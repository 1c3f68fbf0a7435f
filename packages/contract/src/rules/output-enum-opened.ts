import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "output-enum-opened",
  on: "enum-opened",
  side: "output",
  level: "risky",
  message: ({ before }, { place }) => `${place} may be something else than one of ${shown(before)} now.`,
  hint: () =>
    "A client that lists every value meets one that it does not know: see that clients have a default case.",
});

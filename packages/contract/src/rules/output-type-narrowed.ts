import { rule } from "../rule.ts";
import { isFraction, typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

export default rule({
  id: "output-type-narrowed",
  on: "types-changed",
  side: "output",
  level: ({ removed, added }) => (removed.length > 0 && added.length === 0 ? "safe" : undefined),
  message: ({ removed, after }, { place }) =>
    isFraction(removed, after)
      ? `${place} is always a whole number now.`
      : `${place} is no longer ${either(removed.map(typeInWords))}.`,
});

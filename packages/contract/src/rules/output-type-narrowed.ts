import { rule } from "../rule.ts";
import { isIntegerOnly, typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

export default rule({
  id: "output-type-narrowed",
  on: "types-changed",
  side: "output",
  level: ({ removed, added }) => (removed.length > 0 && added.length === 0 ? "safe" : undefined),
  message: ({ removed, before, after }, { place }) =>
    isIntegerOnly(before, after)
      ? `${place} is always a whole number now.`
      : `${place} is no longer ${either(removed.map(typeInWords))}.`,
});

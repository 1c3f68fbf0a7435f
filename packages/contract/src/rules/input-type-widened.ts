import { rule } from "../rule.ts";
import { isFraction, typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

export default rule({
  id: "input-type-widened",
  on: "types-changed",
  side: "input",
  level: ({ removed, added }) => (removed.length === 0 && added.length > 0 ? "safe" : undefined),
  message: ({ added, before }, { place }) =>
    isFraction(added, before)
      ? `${place} may have a fraction now.`
      : `${place} may also be ${either(added.map(typeInWords))} now.`,
});

import { rule } from "../rule.ts";
import { isFraction, typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

/** A client meets a type of value that it was not built for. */
export default rule({
  id: "output-type-widened",
  on: "types-changed",
  side: "output",
  level: ({ removed, added }) => (removed.length === 0 && added.length > 0 ? "breaking" : undefined),
  message: ({ added, before }, { place }) =>
    isFraction(added, before)
      ? `${place} may have a fraction now; it was a whole number.`
      : `${place} may be ${either(added.map(typeInWords))} now.`,
  hint: () => "Add a second attribute with the new type, and deprecate the old one.",
});

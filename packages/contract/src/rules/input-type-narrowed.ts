import { rule } from "../rule.ts";
import { isFraction, typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

/** Whoever sends the type that is gone is refused. */
export default rule({
  id: "input-type-narrowed",
  on: "types-changed",
  side: "input",
  level: ({ removed, added }) => (removed.length > 0 && added.length === 0 ? "breaking" : undefined),
  message: ({ removed, after }, { place }) =>
    isFraction(removed, after)
      ? `${place} must be a whole number now.`
      : `${place} may no longer be ${either(removed.map(typeInWords))}.`,
  hint: () => "Accept both until no deployed client sends the other.",
});

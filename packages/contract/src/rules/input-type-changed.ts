import { rule } from "../rule.ts";
import { typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

/** What every client sends is refused. */
export default rule({
  id: "input-type-changed",
  on: "types-changed",
  side: "input",
  level: ({ removed, added }) => (removed.length > 0 && added.length > 0 ? "breaking" : undefined),
  message: ({ removed, added }, { place }) =>
    `${place} must be ${either(added.map(typeInWords))} now; it was ${either(removed.map(typeInWords))}.`,
  hint: () => "Add a second input with the new type, and retire the old one.",
});

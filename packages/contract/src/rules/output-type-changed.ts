import { rule } from "../rule.ts";
import { typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

export default rule({
  id: "output-type-changed",
  on: "types-changed",
  side: "output",
  level: ({ removed, added }) => (removed.length > 0 && added.length > 0 ? "breaking" : undefined),
  message: ({ removed, added }, { place }) =>
    `${place} is ${either(added.map(typeInWords))} now; it was ${either(removed.map(typeInWords))}.`,
  hint: () => "Add a second attribute with the new type, and deprecate the old one.",
});

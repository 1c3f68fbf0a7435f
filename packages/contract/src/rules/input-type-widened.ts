import { rule } from "../rule.ts";
import { typeInWords } from "../types-in-words.ts";
import { either } from "../words.ts";

export default rule({
  id: "input-type-widened",
  on: "types-changed",
  side: "input",
  level: ({ removed, added }) => (removed.length === 0 && added.length > 0 ? "safe" : undefined),
  message: ({ added }, { place }) => `${place} may also be ${either(added.map(typeInWords))} now.`,
});

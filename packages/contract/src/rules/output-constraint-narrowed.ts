import { inWords } from "../keywords.ts";
import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "output-constraint-narrowed",
  on: "constraint-tightened",
  side: "output",
  level: "safe",
  message: ({ keyword, before, after }, { place }) =>
    `${place} is held to ${inWords(keyword, after)} now${before === undefined ? "" : `; it was ${shown(before)}`}.`,
});

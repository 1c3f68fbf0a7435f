import { inWords } from "../keywords.ts";
import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "output-constraint-changed",
  on: "constraint-changed",
  side: "output",
  level: "risky",
  message: ({ keyword, before, after }, { place }) =>
    `${place} is held to ${inWords(keyword, after)} now; it was ${shown(before)}.`,
  hint: () => "A client that parses the value may rely on the old form.",
});

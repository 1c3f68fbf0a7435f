import { inWords } from "../keywords.ts";
import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** Two patterns, formats or steps cannot be compared: some value of the old one is taken to be refused by the new one. */
export default rule({
  id: "input-constraint-changed",
  on: "constraint-changed",
  side: "input",
  level: "breaking",
  message: ({ keyword, before, after }, { place }) =>
    `${place} is held to ${inWords(keyword, after)} now; it was ${shown(before)}.`,
  hint: () =>
    "Whether the new rule refuses what the old one accepted cannot be told from here: it is taken to.",
});

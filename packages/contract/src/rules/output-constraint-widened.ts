import { inWords } from "../keywords.ts";
import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "output-constraint-widened",
  on: "constraint-loosened",
  side: "output",
  level: "risky",
  message: ({ keyword, before, after }, { place }) =>
    `${place} is ${after === undefined ? `no longer held to ${inWords(keyword, before)}` : `held to ${inWords(keyword, after)} now; it was ${shown(before)}`}.`,
  hint: () => "A client that stores or lays out the value may rely on the old limit.",
});

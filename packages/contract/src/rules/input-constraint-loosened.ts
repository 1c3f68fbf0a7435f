import { inWords } from "../keywords.ts";
import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "input-constraint-loosened",
  on: "constraint-loosened",
  side: "input",
  level: "safe",
  message: ({ keyword, before, after }, { place }) =>
    `${place} is ${after === undefined ? `no longer held to ${inWords(keyword, before)}` : `held to ${inWords(keyword, after)} now; it was ${shown(before)}`}.`,
});

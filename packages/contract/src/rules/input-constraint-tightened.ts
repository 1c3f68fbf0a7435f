import { inWords } from "../keywords.ts";
import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** A value that was accepted is refused. */
export default rule({
  id: "input-constraint-tightened",
  on: "constraint-tightened",
  side: "input",
  level: "breaking",
  message: ({ keyword, before, after }, { place }) =>
    `${place} is held to ${inWords(keyword, after)} now${before === undefined ? "" : `; it was ${shown(before)}`}.`,
  hint: () => "Values that deployed clients send today are refused: warn first, tighten later.",
});

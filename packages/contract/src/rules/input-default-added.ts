import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** The same request does something else than before. */
export default rule({
  id: "input-default-added",
  on: "default-added",
  side: "input",
  level: "risky",
  message: ({ after }, { place }) => `${place} is ${shown(after)} now when it is left out.`,
  hint: () => "Leaving it out meant nothing so far: see what clients that leave it out rely on.",
});

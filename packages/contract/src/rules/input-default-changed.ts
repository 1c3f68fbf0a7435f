import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** The same request does something else than before. */
export default rule({
  id: "input-default-changed",
  on: "default-changed",
  side: "input",
  level: "risky",
  message: ({ before, after }, { place }) =>
    `${place} is ${shown(after)} now when it is left out; it was ${shown(before)}.`,
  hint: () => "The same request means something else now: see what clients that leave it out rely on.",
});

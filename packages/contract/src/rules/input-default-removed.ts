import { rule } from "../rule.ts";
import { shown } from "../words.ts";

/** The same request does something else than before. */
export default rule({
  id: "input-default-removed",
  on: "default-removed",
  side: "input",
  level: "risky",
  message: ({ before }, { place }) => `${place} no longer is ${shown(before)} when it is left out.`,
  hint: () => "The same request means something else now: see what clients that leave it out rely on.",
});

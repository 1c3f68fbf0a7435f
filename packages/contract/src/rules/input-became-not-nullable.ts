import { rule } from "../rule.ts";

/** A client that sends null, as forms do for what was left empty, is refused. */
export default rule({
  id: "input-became-not-nullable",
  on: "null-removed",
  side: "input",
  level: "breaking",
  message: (_difference, { place }) => `${place} may no longer be null.`,
  hint: () => "Take null for the default until no deployed client sends it.",
});

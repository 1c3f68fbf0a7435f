import { rule } from "../rule.ts";

/** A client that calls a method of the value fails on null. */
export default rule({
  id: "output-became-nullable",
  on: "null-added",
  side: "output",
  level: "breaking",
  message: (_difference, { place }) => `${place} may be null now.`,
  hint: () => "Answer with an empty value for now, or add a second attribute that is nullable.",
});

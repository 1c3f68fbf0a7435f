import { rule } from "../rule.ts";

/** A client that counts on it finds undefined. */
export default rule({
  id: "output-became-optional",
  on: "property-became-optional",
  side: "output",
  level: "breaking",
  message: (_difference, { place }) => `${place} may be missing from the answer now.`,
  hint: () => "Answer with null or an empty value, if it was nullable, rather than with nothing.",
});

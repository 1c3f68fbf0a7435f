import { rule } from "../rule.ts";

/** A client that leaves it out is refused. */
export default rule({
  id: "input-became-required",
  on: "property-became-required",
  side: "input",
  level: "breaking",
  message: (_difference, { place }) => `${place} must be sent now; it could be left out.`,
  hint: () => "Give it a default instead, so that it may still be left out.",
});

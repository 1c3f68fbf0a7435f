import { rule } from "../rule.ts";

/** A client that sends it notices nothing until it is purged. */
export default rule({
  id: "input-retired",
  on: "property-retired",
  side: "input",
  level: ({ renamedTo }) => (renamedTo === undefined ? "risky" : undefined),
  message: (_difference, { place }) => `${place} is retired: it works for older clients until it is purged.`,
  hint: () => "New records have no value in it.",
});

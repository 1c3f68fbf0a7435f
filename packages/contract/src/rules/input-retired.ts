import { rule } from "../rule.ts";

/** A client that sends it does not fail, but what it sends is not kept. */
export default rule({
  id: "input-retired",
  on: "property-retired",
  side: "input",
  level: ({ renamedTo }) => (renamedTo === undefined ? "risky" : undefined),
  message: (_difference, { place }) => `${place} is retired: it is still accepted, and ignored.`,
  hint: () => "What clients send in it is lost; the answer's headers say so.",
});

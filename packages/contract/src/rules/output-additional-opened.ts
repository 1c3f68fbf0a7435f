import { rule } from "../rule.ts";

/** Clients read what they know and leave the rest. */
export default rule({
  id: "output-additional-opened",
  on: "additional-opened",
  side: "output",
  level: "safe",
  message: (_difference, { place }) => `${place} may have other properties now.`,
});

import { rule } from "../rule.ts";

export default rule({
  id: "output-additional-closed",
  on: "additional-closed",
  side: "output",
  level: "risky",
  message: (_difference, { place }) => `${place} has no other properties than the named ones now.`,
  hint: () => "A client may read a property that was there without being named.",
});

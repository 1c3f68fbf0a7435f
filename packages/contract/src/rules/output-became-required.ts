import { rule } from "../rule.ts";

export default rule({
  id: "output-became-required",
  on: "property-became-required",
  side: "output",
  level: "safe",
  message: (_difference, { place }) => `${place} is always in the answer now.`,
});

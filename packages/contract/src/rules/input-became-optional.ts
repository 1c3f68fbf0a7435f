import { rule } from "../rule.ts";

export default rule({
  id: "input-became-optional",
  on: "property-became-optional",
  side: "input",
  level: "safe",
  message: (_difference, { place }) => `${place} may be left out now.`,
});

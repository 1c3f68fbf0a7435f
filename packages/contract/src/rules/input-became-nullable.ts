import { rule } from "../rule.ts";

export default rule({
  id: "input-became-nullable",
  on: "null-added",
  side: "input",
  level: "safe",
  message: (_difference, { place }) => `${place} may be null now.`,
});

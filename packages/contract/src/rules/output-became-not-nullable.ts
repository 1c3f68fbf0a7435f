import { rule } from "../rule.ts";

export default rule({
  id: "output-became-not-nullable",
  on: "null-removed",
  side: "output",
  level: "safe",
  message: (_difference, { place }) => `${place} is never null now.`,
});

import { rule } from "../rule.ts";

export default rule({
  id: "undeprecated",
  on: "undeprecated",
  level: "safe",
  message: (_difference, { place }) => `${place} is no longer deprecated: it stays.`,
});

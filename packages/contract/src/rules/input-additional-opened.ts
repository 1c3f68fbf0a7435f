import { rule } from "../rule.ts";

export default rule({
  id: "input-additional-opened",
  on: "additional-opened",
  side: "input",
  level: "safe",
  message: (_difference, { place }) => `${place} may have other properties now.`,
});

import { rule } from "../rule.ts";

export default rule({
  id: "output-union-member-removed",
  on: "union-member-removed",
  side: "output",
  level: "safe",
  message: ({ member }, { place }) => `${place} is never ${member} now.`,
});

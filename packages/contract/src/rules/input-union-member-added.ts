import { rule } from "../rule.ts";

export default rule({
  id: "input-union-member-added",
  on: "union-member-added",
  side: "input",
  level: "safe",
  message: ({ member }, { place }) => `${place} may be ${member} now.`,
});

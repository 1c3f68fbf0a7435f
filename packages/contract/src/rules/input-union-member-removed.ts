import { rule } from "../rule.ts";

export default rule({
  id: "input-union-member-removed",
  on: "union-member-removed",
  side: "input",
  level: "breaking",
  message: ({ member }, { place }) => `${place} may no longer be ${member}.`,
  hint: () => "Accept it until no deployed client sends it.",
});

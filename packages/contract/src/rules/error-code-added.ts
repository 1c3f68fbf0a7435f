import { rule } from "../rule.ts";

export default rule({
  id: "error-code-added",
  on: "error-code-added",
  level: "risky",
  message: ({ code }, { place }) => `${place} may now answer with ${code}.`,
  hint: () => "A client that handles errors by code meets one that it does not know.",
});

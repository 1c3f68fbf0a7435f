import { rule } from "../rule.ts";

export default rule({
  id: "deprecated",
  on: "deprecated",
  level: "safe",
  message: ({ sunset }, { place, procedure, side }) =>
    `${side === undefined ? procedure : place} is deprecated${sunset === undefined ? "" : `, and may be gone from ${sunset} on`}.`,
});

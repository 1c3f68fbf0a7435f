import { rule } from "../rule.ts";

export default rule({
  id: "deprecated",
  on: "deprecated",
  level: "safe",
  message: ({ sunset }, { place }) =>
    `${place} is deprecated${sunset === undefined ? "" : `, and may be gone from ${sunset} on`}.`,
});

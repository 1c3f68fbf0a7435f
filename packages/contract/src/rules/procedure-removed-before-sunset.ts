import { rule } from "../rule.ts";

/** Whoever builds clients was given until that day. */
export default rule({
  id: "procedure-removed-before-sunset",
  on: "procedure-removed",
  level: ({ deprecation: { sunset = "" } }, { today }) => (sunset > today ? "breaking" : undefined),
  message: ({ deprecation }, { place }) =>
    `${place} was removed before ${deprecation.sunset}, its announced day.`,
  hint: ({ deprecation }) => `Keep it until ${deprecation.sunset}.`,
});

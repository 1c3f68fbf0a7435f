import { rule } from "../rule.ts";

/** Whoever builds clients was given until that day. */
export default rule({
  id: "removed-before-sunset",
  on: "property-removed",
  level: ({ deprecation: { sunset = "" }, wasRetired }, { today }) =>
    sunset > today && !wasRetired ? "breaking" : undefined,
  message: ({ deprecation }, { place }) =>
    `${place} was removed before ${deprecation.sunset}, its announced day.`,
  hint: ({ deprecation }) => `Keep it until ${deprecation.sunset}.`,
});

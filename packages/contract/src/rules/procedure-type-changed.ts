import { rule } from "../rule.ts";

/** A query is sent by GET, a mutation by POST: the call that is deployed finds nothing. */
export default rule({
  id: "procedure-type-changed",
  on: "procedure-type-changed",
  level: "breaking",
  message: ({ before, after }, { place }) => `${place} was a ${before} and is a ${after} now.`,
  hint: () => "Keep the old one, and add a procedure with another name.",
});

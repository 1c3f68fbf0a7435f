import { rule } from "../rule.ts";

/** Source: graphql-js lists TYPE_ADDED_TO_UNION among its dangerous changes. */
export default rule({
  id: "output-union-member-added",
  on: "union-member-added",
  side: "output",
  level: "risky",
  message: ({ member }, { place }) => `${place} may be ${member} now.`,
  hint: () =>
    "A client that tells the members apart meets one that it does not know: see that clients have a default case.",
});

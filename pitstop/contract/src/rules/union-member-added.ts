import type { KindRules } from "../rule.ts";
import { joinWithOr } from "../text/join-with-or.ts";

/** graphql-js lists TYPE_ADDED_TO_UNION among its dangerous changes. */
export const unionMemberAdded: KindRules<"union-member-added"> = {
  input: [
    {
      id: "input-union-member-added",
      level: "safe",
      message: ({ member }, { place }) => `${place} also accepts ${member} now.`,
    },
  ],
  output: [
    {
      id: "output-union-member-added",
      // A client can't even tell a member apart that lacks what all others have.
      level: ({ lacks }) => (lacks.length > 0 ? "breaking" : "risky"),
      message: ({ member, lacks }, { place }) => {
        const names = joinWithOr(lacks.map((name) => `\`${name}\``));
        return `${place} can be ${member} now${lacks.length > 0 ? `, without ${names}` : ""}.`;
      },
      hint: () =>
        "A client that tells the members apart doesn't know this one. Check that clients have a default case.",
    },
  ],
};

import type { KindRules } from "../rule.ts";

const looksRenamed = (renamedFrom: string | undefined): string =>
  renamedFrom === undefined ? "" : `; it looks like \`${renamedFrom}\` under another name`;

/** An older client doesn't send a new input, and ignores a new field. */
export const propertyAdded: KindRules<"property-added"> = {
  input: [
    {
      id: "input-required-added",
      when: ({ isRequired }) => isRequired,
      level: "breaking",
      message: ({ renamedFrom }, { place }) => `${place} is new and required${looksRenamed(renamedFrom)}.`,
      hint: () => "Make it optional, or give it a default, until every client sends it.",
    },
    {
      id: "input-optional-added",
      level: ({ wasIgnored, effect }) => (wasIgnored && effect === "narrows" ? "risky" : "safe"),
      message: ({ wasIgnored, renamedFrom }, { place }) =>
        `${place} is accepted now${wasIgnored ? "; it was ignored before" : ""}${looksRenamed(renamedFrom)}.`,
    },
  ],
  output: [
    {
      id: "output-field-added",
      level: ({ isUnexpected }) => (isUnexpected ? "breaking" : "safe"),
      message: ({ renamedFrom }, { place }) => `${place} is new in the answer${looksRenamed(renamedFrom)}.`,
    },
  ],
};

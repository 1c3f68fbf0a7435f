import type { KindRules } from "../rule.ts";

/** A client that sends a retired or renamed input notices nothing until it is purged. */
export const propertyRetired: KindRules<"property-retired"> = {
  input: [
    {
      id: "input-renamed",
      when: ({ renamedTo }) => renamedTo !== undefined,
      level: "safe",
      message: ({ renamedTo }, { place }) =>
        `${place} is called \`${renamedTo}\` now; the server still accepts the previous name.`,
    },
    {
      id: "input-retired",
      level: "risky",
      message: (_difference, { place }) =>
        `${place} is retired: it works for older clients until it is purged.`,
      hint: () => "New records have no value in it.",
    },
  ],
};

import type { KindRules } from "../rule.ts";

export const procedureAdded: KindRules<"procedure-added"> = {
  procedure: [
    {
      id: "procedure-added",
      level: "safe",
      message: ({ renamedFrom }, { place }) =>
        renamedFrom === undefined
          ? `${place} is new.`
          : `${place} is new; it looks like \`${renamedFrom}\` under another name.`,
    },
  ],
};

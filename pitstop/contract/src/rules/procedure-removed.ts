import { levelOfRemoval } from "../removal.ts";
import type { KindRules } from "../rule.ts";

/** Every client that calls it fails. */
export const procedureRemoved: KindRules<"procedure-removed"> = {
  procedure: [
    {
      id: "procedure-removed",
      level: ({ deprecation }, { today }) => levelOfRemoval(deprecation, today),
      message: ({ renamedTo, deprecation: { deprecated, sunset } }, { place, today }) => {
        const rename = renamedTo === undefined ? "" : `; it looks like \`${renamedTo}\` now`;
        const isEarly = sunset !== undefined && sunset > today;
        const warning = deprecated
          ? isEarly
            ? ` before its sunset on ${sunset}`
            : ""
          : " and was never deprecated";
        return `${place} was removed${warning}${rename}.`;
      },
      hint: ({ deprecation: { deprecated, sunset }, renamedTo }, context) => {
        const { today, domain, hasPitstop, isWholeDomain } = context;
        if (sunset !== undefined && sunset > today) return `Keep it until ${sunset}.`;
        if (renamedTo !== undefined) return "Keep the old name beside the new one, and deprecate it.";
        if (deprecated) return undefined;
        return hasPitstop && isWholeDomain
          ? `Keep it and deprecate it first: pitstop domain:deprecate ${domain}`
          : "Keep it and deprecate it with a sunset.";
      },
    },
  ],
};

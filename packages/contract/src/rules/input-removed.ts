import { levelOfRemoval } from "../removal.ts";
import { rule } from "../rule.ts";

/** Inputs are strict: a client that still sends it is refused, unless it was announced before that it goes, and its day has come. */
export default rule({
  id: "input-removed",
  on: "property-removed",
  side: "input",
  level: ({ isRefused, wasRetired, deprecation }, { today }) =>
    isRefused && !wasRetired ? levelOfRemoval(deprecation, today) : "risky",
  message: ({ isRefused, renamedTo }, { place }) => {
    const rename = renamedTo === undefined ? "" : ` It looks like \`${renamedTo}\` now.`;
    return `${place} ${isRefused ? "is refused" : "is ignored"} now.${rename}`;
  },
  hint: ({ isRefused, wasRetired, deprecation }) =>
    isRefused && !wasRetired && !deprecation.deprecated
      ? "Retire it first: a retired input works for deployed clients until it is purged."
      : undefined,
});

import { rule } from "../rule.ts";

/** Inputs are strict: a client that still sends it is refused, unless it was retired, and so announced, before. */
export default rule({
  id: "input-removed",
  on: "property-removed",
  side: "input",
  level: ({ isRefused, wasRetired }) => (isRefused && !wasRetired ? "breaking" : "risky"),
  message: ({ isRefused, renamedTo }, { place }) => {
    const rename = renamedTo === undefined ? "" : ` It looks like \`${renamedTo}\` now.`;
    return `${place} ${isRefused ? "is refused" : "is ignored"} now.${rename}`;
  },
  hint: ({ isRefused, wasRetired }) =>
    isRefused && !wasRetired
      ? "Retire it first: a retired input is accepted from deployed clients, ignored, and named in the answer's headers."
      : undefined,
});

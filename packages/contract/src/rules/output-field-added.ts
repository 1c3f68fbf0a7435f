import { rule } from "../rule.ts";

/** Clients read what they know and leave the rest. */
export default rule({
  id: "output-field-added",
  on: "property-added",
  side: "output",
  level: "safe",
  message: ({ renamedFrom }, { place }) =>
    `${place} is new in the answer${renamedFrom === undefined ? "" : `; it looks like \`${renamedFrom}\` under another name`}.`,
});

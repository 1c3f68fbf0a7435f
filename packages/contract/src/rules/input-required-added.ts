import { rule } from "../rule.ts";

/** A client that was built before does not send it. */
export default rule({
  id: "input-required-added",
  on: "property-added",
  side: "input",
  level: ({ isRequired }) => (isRequired ? "breaking" : undefined),
  message: ({ renamedFrom }, { place }) =>
    `${place} must be sent now${renamedFrom === undefined ? "" : `; it looks like \`${renamedFrom}\` under another name`}.`,
  hint: () => "Make it optional, or give it a default, until every client sends it.",
});

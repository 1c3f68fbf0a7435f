import { rule } from "../rule.ts";

/** A client that does not know it leaves it out. Where unknown properties were ignored, one that sent it anyway may be refused now. */
export default rule({
  id: "input-optional-added",
  on: "property-added",
  side: "input",
  level: ({ isRequired, wasIgnored, effect }) => {
    if (isRequired) return undefined;
    return wasIgnored && effect === "narrows" ? "risky" : "safe";
  },
  message: ({ wasIgnored, renamedFrom }, { place }) => {
    const rename = renamedFrom === undefined ? "" : ` It looks like \`${renamedFrom}\` under another name.`;
    return `${place} may be sent now${wasIgnored ? "; it was ignored before" : ""}.${rename}`;
  },
});

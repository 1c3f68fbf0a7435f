import { deprecationCommand } from "../deprecation-command.ts";
import { levelOfRemoval } from "../removal.ts";
import { rule } from "../rule.ts";

/** A client that reads it finds undefined. */
export default rule({
  id: "output-field-removed",
  on: "property-removed",
  side: "output",
  level: ({ deprecation }, { today }) => levelOfRemoval(deprecation, today),
  message: ({ renamedTo, wasRequired }, { place }) => {
    const rename = renamedTo === undefined ? "" : ` It looks like \`${renamedTo}\` now.`;
    return `${place}${wasRequired ? "" : ", which could be missing,"} is no longer in the answer.${rename}`;
  },
  hint: (difference, context) => {
    if (difference.deprecation.deprecated) return undefined;
    const command = deprecationCommand(difference, context);
    return command === undefined
      ? "Keep it until no deployed client reads it."
      : `Keep it, and deprecate it: ${command}`;
  },
});

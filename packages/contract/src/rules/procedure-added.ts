import { rule } from "../rule.ts";

/** No client calls what it does not know. */
export default rule({
  id: "procedure-added",
  on: "procedure-added",
  level: "safe",
  message: ({ renamedFrom }, { place }) =>
    renamedFrom === undefined
      ? `${place} is new.`
      : `${place} is new; it looks like \`${renamedFrom}\` under another name.`,
});

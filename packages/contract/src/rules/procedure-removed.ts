import { levelOfRemoval } from "../removal.ts";
import { rule } from "../rule.ts";

/** Every client that calls it fails. */
export default rule({
  id: "procedure-removed",
  on: "procedure-removed",
  level: ({ deprecation }, { today }) => levelOfRemoval(deprecation, today),
  message: ({ renamedTo }, { place }) =>
    `${place} is gone${renamedTo === undefined ? "" : `; it looks like \`${renamedTo}\` now`}.`,
  hint: ({ deprecation, renamedTo }) => {
    if (renamedTo !== undefined) return "Keep the old name beside the new one, and deprecate it.";
    return deprecation.deprecated
      ? undefined
      : "Keep it, and deprecate it with a day from which it may be gone.";
  },
});

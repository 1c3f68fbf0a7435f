import { deprecationCommand } from "../deprecation-command.ts";
import { rule } from "../rule.ts";

/** Whoever builds clients learns of a removal by the deprecation before it; here there was none. */
export default rule({
  id: "removed-without-deprecation",
  on: "property-removed",
  level: ({ deprecation, wasRetired, isRefused }, { side }) => {
    const isNoticed = side === "output" || isRefused;
    return deprecation.deprecated || wasRetired || !isNoticed ? undefined : "breaking";
  },
  message: (_difference, { place }) => `${place} was removed and had never been deprecated.`,
  hint: (difference, context) => {
    const command = deprecationCommand(difference, context);
    return command === undefined
      ? "Keep it until no deployed client uses it."
      : `Deprecate it for a while first: ${command}`;
  },
});

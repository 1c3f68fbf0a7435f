import { rule } from "../rule.ts";

/** Whoever builds clients learns of a removal by the deprecation before it; here there was none. */
export default rule({
  id: "procedure-removed-without-deprecation",
  on: "procedure-removed",
  level: ({ deprecation }) => (deprecation.deprecated ? undefined : "breaking"),
  message: (_difference, { place }) => `${place} was removed and had never been deprecated.`,
  hint: () => "Deprecate it for a while first.",
});

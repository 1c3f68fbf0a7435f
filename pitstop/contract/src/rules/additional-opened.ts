import type { KindRules } from "../rule.ts";

type Opened = KindRules<"additional-opened">;

const message: NonNullable<Opened["input"]>[number]["message"] = (_difference, { place }) =>
  `${place} can have other properties now.`;

/** Clients read the properties that they know and ignore the rest. */
export const additionalOpened: Opened = {
  input: [{ id: "input-additional-opened", level: "safe", message }],
  output: [{ id: "output-additional-opened", level: "safe", message }],
};

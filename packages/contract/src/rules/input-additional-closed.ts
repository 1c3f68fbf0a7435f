import { rule } from "../rule.ts";

/** A client that sends more than what is read was not refused so far. */
export default rule({
  id: "input-additional-closed",
  on: "additional-closed",
  side: "input",
  level: "breaking",
  message: (_difference, { place }) => `${place} refuses properties that it does not know now.`,
  hint: () => "Name the properties that deployed clients send.",
});

import { rule } from "../rule.ts";

/** A client that calls without an input is refused. */
export default rule({
  id: "whole-input-became-required",
  on: "whole-input-became-required",
  side: "input",
  level: "breaking",
  message: (_difference, { procedure }) =>
    `\`${procedure}\` must be sent an input now; it could be called without one.`,
  hint: () => "Give the input a default instead, so that it may still be left out.",
});

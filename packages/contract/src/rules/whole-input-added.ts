import { rule } from "../rule.ts";

/** Clients that are deployed send no input. */
export default rule({
  id: "whole-input-added",
  on: "whole-input-added",
  side: "input",
  level: ({ isRequired }) => (isRequired ? "breaking" : "safe"),
  message: ({ isRequired }, { procedure }) =>
    isRequired
      ? `\`${procedure}\` must be sent an input now; it read none.`
      : `\`${procedure}\` may be sent an input now.`,
  hint: ({ isRequired }) => (isRequired ? "Let the input be left out, or give it a default." : undefined),
});

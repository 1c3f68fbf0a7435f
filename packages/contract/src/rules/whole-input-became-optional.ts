import { rule } from "../rule.ts";

export default rule({
  id: "whole-input-became-optional",
  on: "whole-input-became-optional",
  side: "input",
  level: "safe",
  message: (_difference, { procedure }) => `\`${procedure}\` may be called without an input now.`,
});

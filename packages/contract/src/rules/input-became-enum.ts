import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "input-became-enum",
  on: "became-enum",
  side: "input",
  level: "breaking",
  message: ({ after }, { place }) => `${place} must be one of ${shown(after)} now.`,
  hint: () => "Any other value that a deployed client sends is refused.",
});

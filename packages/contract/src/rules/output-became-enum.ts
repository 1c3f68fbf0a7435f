import { rule } from "../rule.ts";
import { shown } from "../words.ts";

export default rule({
  id: "output-became-enum",
  on: "became-enum",
  side: "output",
  level: "safe",
  message: ({ after }, { place }) => `${place} is always one of ${shown(after)} now.`,
});

import type { AttributeType } from "./attribute-type.ts";
import { badDefault, noArguments } from "./refusals.ts";

export const boolean: AttributeType = {
  name: "boolean",
  summary: "true or false",
  usage: "",
  rules: noArguments("boolean"),
  knows: [],
  zod: () => "z.boolean()",
  entity: () => "p.boolean()",
  sql: () => "boolean",
  constant: (text) => {
    if (text === "true" || text === "false") return text === "true";
    throw badDefault(text, "true or false");
  },
  isSortable: false,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (_rules, number) => number % 2 === 0,
  edges: () => [true, false],
  refused: () => ["true", 1],
};

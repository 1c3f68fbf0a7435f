import type { AttributeType } from "./attribute-type.ts";
import { badDefault, noArguments } from "./refusals.ts";

export const json: AttributeType = {
  name: "json",
  summary: "any JSON value",
  usage: "",
  rules: noArguments("json"),
  knows: [],
  zod: () => "Json",
  imports: "Json",
  entity: () => "p.json<Json>()",
  sql: () => "jsonb",
  constant: (text) => {
    if (text === "{}") return {};
    if (text === "[]") return [];
    throw badDefault(text, "{} or []");
  },
  isSortable: false,
  canBeIndexed: () => false,
  isSearchable: false,
  example: (_rules, number) => ({ number }),
  edges: () => [{}, [], { nested: [{ text: "it's" }, null, 1.5, true] }],
  refused: () => ["text", 1, true],
};

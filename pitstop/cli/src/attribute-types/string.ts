import type { AttributeType } from "./attribute-type.ts";
import { exampleText, lengthRule, MAX_INDEXED_LENGTH, textConstant, textRules } from "./texts.ts";

export const string: AttributeType = {
  name: "string",
  summary: "text on one line",
  usage: ":255",
  detail: { question: "Maximum number of characters?", usual: "255" },
  rules: lengthRule("string", 255),
  knows: ["length", "pattern"],
  zod: (rules) => `z.string().trim()${textRules({ minLength: 1, ...rules })}`,
  entity: ({ maxLength }) => `p.string().length(${maxLength})`,
  sql: ({ maxLength }) => `varchar(${maxLength})`,
  constant: textConstant,
  isSortable: true,
  canBeIndexed: ({ maxLength = 255 }) => maxLength <= MAX_INDEXED_LENGTH,
  isSearchable: true,
  example: (rules, number) => exampleText("Text", number, rules),
  edges: ({ minLength = 1, maxLength = 255 }) => ["x".repeat(minLength), "ü".repeat(maxLength)],
  refused: ({ maxLength = 255 }) => ["", "   ", "x".repeat(maxLength + 1), 1],
};

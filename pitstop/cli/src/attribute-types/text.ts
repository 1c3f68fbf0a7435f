import type { AttributeType } from "./attribute-type.ts";
import { exampleText, lengthRule, textConstant, textRules } from "./texts.ts";

export const text: AttributeType = {
  name: "text",
  summary: "text on several lines",
  usage: ":10000",
  detail: { question: "Maximum number of characters?", usual: "10000" },
  rules: lengthRule("text", 10_000),
  knows: ["length", "pattern"],
  zod: (rules) => `z.string().trim()${textRules({ minLength: 1, ...rules })}`,
  entity: () => "p.text()",
  sql: () => "text",
  constant: textConstant,
  isSortable: false,
  canBeIndexed: () => false,
  isSearchable: true,
  example: (rules, number) => exampleText("Text", number, rules),
  edges: ({ minLength = 1, maxLength = 10_000 }) =>
    ["x".repeat(minLength), "two\nlines", "ü".repeat(maxLength)].filter(
      (value) => value.length >= minLength && value.length <= maxLength,
    ),
  refused: ({ maxLength = 10_000 }) => ["", "x".repeat(maxLength + 1), 1],
};

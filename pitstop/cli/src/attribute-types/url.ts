import { z } from "zod";
import type { AttributeType } from "./attribute-type.ts";
import { badDefault } from "./refusals.ts";
import { lengthRule, MAX_INDEXED_LENGTH, textConstant, textRules } from "./texts.ts";

export const url: AttributeType = {
  name: "url",
  summary: "a web address",
  usage: ":2000",
  detail: { question: "Maximum number of characters?", usual: "2000" },
  rules: lengthRule("url", 2000),
  knows: ["length", "pattern"],
  zod: (rules) => `z.url({ protocol: /^https?$/ })${textRules(rules)}`,
  entity: ({ maxLength }) => `p.string().length(${maxLength})`,
  sql: ({ maxLength }) => `varchar(${maxLength})`,
  constant: (text, rules) => {
    if (!z.url({ protocol: /^https?$/ }).safeParse(text).success)
      throw badDefault(text, "an address like https://example.org");
    return textConstant(text, rules);
  },
  isSortable: false,
  canBeIndexed: ({ maxLength = 2000 }) => maxLength <= MAX_INDEXED_LENGTH,
  isSearchable: false,
  example: (_rules, number) => `https://a.io/${number}`,
  edges: ({ maxLength = 2000 }) => ["http://a.io", `https://a.io/${"x".repeat(maxLength - 13)}`],
  refused: () => ["", "javascript:alert(1)", "ftp://a.io", "a.io", 1],
};

import { z } from "zod";
import type { AttributeType } from "./attribute-type.ts";
import { badDefault } from "./refusals.ts";
import { lengthRule, MAX_INDEXED_LENGTH, textConstant, textRules } from "./texts.ts";

export const email: AttributeType = {
  name: "email",
  summary: "an email address",
  usage: ":254",
  detail: { question: "Maximum number of characters?", usual: "254" },
  rules: lengthRule("email", 254),
  knows: ["length", "pattern"],
  zod: (rules) => `z.email()${textRules(rules)}`,
  entity: ({ maxLength }) => `p.string().length(${maxLength})`,
  sql: ({ maxLength }) => `varchar(${maxLength})`,
  constant: (text, rules) => {
    if (!z.email().safeParse(text).success) throw badDefault(text, "an email address");
    return textConstant(text, rules);
  },
  isSortable: true,
  canBeIndexed: ({ maxLength = 254 }) => maxLength <= MAX_INDEXED_LENGTH,
  isSearchable: true,
  example: (_rules, number) => `p${number}@a.io`,
  edges: ({ maxLength = 254 }) => ["a@b.co", `${"x".repeat(Math.min(maxLength, 64) - 10)}@mail.com`],
  refused: () => ["", "nobody", "a@b", 1],
};

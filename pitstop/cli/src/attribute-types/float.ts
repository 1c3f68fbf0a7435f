import type { AttributeType } from "./attribute-type.ts";
import { exampleNumber, inRange, rangeRules } from "./numbers.ts";
import { badDefault, noArguments } from "./refusals.ts";

export const float: AttributeType = {
  name: "float",
  summary: "an approximate number, such as a measurement",
  usage: "",
  rules: noArguments("float"),
  knows: ["range"],
  zod: (rules) => `z.number()${rangeRules(rules)}`,
  entity: () => `p.float().columnType("double precision")`,
  sql: () => "double precision",
  constant: (text, rules) => {
    const value = /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) + 0 : Number.NaN;
    if (!Number.isFinite(value)) throw badDefault(text, "a number");
    return inRange(text, value, rules);
  },
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (rules, number) => exampleNumber(rules, number),
  edges: ({ minimum = -1.5e300, maximum = 1.5e300 }) => [minimum, maximum],
  refused: ({ maximum }) => ["1", ...(maximum === undefined ? [] : [maximum + 1])],
};

import type { AttributeType } from "./attribute-type.ts";
import { exampleNumber, rangeRules, wholeConstant } from "./numbers.ts";
import { noArguments } from "./refusals.ts";

/** On the wire it is a JavaScript number, so its bounds are those of exact whole numbers there. */
const LOWEST = Number.MIN_SAFE_INTEGER;
const HIGHEST = Number.MAX_SAFE_INTEGER;

export const bigint: AttributeType = {
  name: "bigint",
  summary: "a whole number up to nine thousand million million",
  usage: "",
  rules: noArguments("bigint"),
  knows: ["range"],
  zod: (rules) => `z.int()${rangeRules(rules)}`,
  entity: () => `p.bigint("number")`,
  sql: () => "bigint",
  constant: wholeConstant(LOWEST, HIGHEST),
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: exampleNumber,
  edges: ({ minimum = LOWEST, maximum = HIGHEST }) => [minimum, maximum],
  refused: ({ maximum = HIGHEST }) => [maximum + 1, 0.5, "1"],
};

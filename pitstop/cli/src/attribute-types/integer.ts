import type { AttributeType } from "./attribute-type.ts";
import { exampleNumber, rangeRules, wholeConstant } from "./numbers.ts";
import { noArguments } from "./refusals.ts";

const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 31 - 1;

export const integer: AttributeType = {
  name: "integer",
  summary: "a whole number of 32 bits, up to 2,147,483,647",
  usage: "",
  rules: noArguments("integer"),
  knows: ["range"],
  zod: (rules) => `z.int32()${rangeRules(rules)}`,
  entity: () => "p.integer()",
  sql: () => "int",
  constant: wholeConstant(LOWEST, HIGHEST),
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: exampleNumber,
  edges: ({ minimum = LOWEST, maximum = HIGHEST }) => [minimum, maximum],
  refused: ({ minimum = LOWEST, maximum = HIGHEST }) => [minimum - 1, maximum + 1, minimum + 0.5, "1"],
};

import type { AttributeType } from "./attribute-type.ts";
import { exampleNumber, inRange, rangeArgument } from "./numbers.ts";
import { badDefault, noArguments } from "./refusals.ts";

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

/** Text on the wire, as a decimal is: a JavaScript number would round what is beyond 2^53. */
export const bigint: AttributeType = {
  name: "bigint",
  summary: "a whole number of 64 bits; a string in code",
  usage: "",
  rules: noArguments("bigint"),
  knows: ["range"],
  zod: (rules) => `bigint(${rangeArgument(rules).join("")})`,
  imports: "bigint",
  entity: () => `p.bigint("string")`,
  sql: () => "bigint",
  constant: (text, rules) => {
    const isWhole = /^-?\d{1,19}$/.test(text);
    if (!isWhole || BigInt(text) < LOWEST || BigInt(text) > HIGHEST)
      throw badDefault(text, `a whole number from ${LOWEST} to ${HIGHEST}`);
    inRange(text, Number(text), rules);
    return String(BigInt(text));
  },
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (rules, number) => String(exampleNumber(rules, number)),
  edges: ({ minimum = LOWEST, maximum = HIGHEST }) => [String(minimum), String(maximum)],
  refused: ({ maximum = HIGHEST }) => [String(BigInt(maximum) + 1n), "0.5", "01", "", "NaN", 1],
};

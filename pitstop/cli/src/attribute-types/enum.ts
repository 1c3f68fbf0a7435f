import { stringLiteral } from "../edit/string-literal.ts";
import type { AttributeType } from "./attribute-type.ts";
import { badDefault, badType } from "./refusals.ts";

const MAX_VALUES = 100;

/** Nothing unseen, and no comma: it's what values are separated by. */
const VALUE = /^[^\p{C}\p{Zl}\p{Zp},]{1,63}$/u;

export const enumeration: AttributeType = {
  name: "enum",
  summary: "one value of a list",
  usage: ":petrol,diesel,electric",
  detail: { question: "Values, separated by commas?", usual: "" },
  rules: (words) => {
    if (words.length === 0)
      throw badType("An enum says which values it has.", "Write enum:petrol,diesel,electric.");
    checkEnumValues(words);
    return { values: words };
  },
  knows: [],
  zod: ({ values = [] }) => `z.enum([${values.map(stringLiteral).join(", ")}])`,
  entity: ({ values = [] }) => `p.enum([${values.map(stringLiteral).join(", ")}])`,
  sql: () => "text",
  constant: (text, { values = [] }) => {
    if (values.includes(text)) return text;
    throw badDefault(text, `one of ${values.join(", ")}`);
  },
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: ({ values = [] }, number) => values[number % values.length],
  edges: ({ values = [] }) => [...values],
  refused: () => ["", "no such value", 1],
};

/** Refuses values that nobody can see or tell apart, and those that are there twice. Throws UsageError BAD_TYPE. */
export function checkEnumValues(values: readonly string[]): void {
  const wrong = values.find((value) => !VALUE.test(value) || value.trim() !== value);
  if (wrong !== undefined) {
    throw badType(
      `"${wrong}" can't be a value of an enum: a value has up to 63 visible characters and no comma.`,
      "Write values like petrol or plug-in, separated by commas.",
    );
  }
  const lower = values.map((value) => value.toLowerCase());
  const twice = lower.find((value, index) => lower.indexOf(value) !== index);
  if (twice !== undefined)
    throw badType(`The value "${twice}" stands twice in the enum.`, "Name each value once.");
  if (values.length > MAX_VALUES) {
    throw badType(
      `An enum has at most ${MAX_VALUES} values.`,
      "Make it a domain of its own and relate to it.",
    );
  }
}

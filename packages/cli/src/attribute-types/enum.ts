import type { AttributeType } from "./attribute-type.ts";
import { badDefault, badType } from "./refusals.ts";

const MAX_VALUES = 100;
const VALUE = /^[A-Za-z0-9][A-Za-z0-9 _.+-]{0,62}$/;

export const enumeration: AttributeType = {
  name: "enum",
  summary: "one of a few words",
  usage: ":petrol,diesel,electric",
  detail: { question: "Which values? Separated by commas", usual: "" },
  rules: (words) => {
    if (words.length === 0)
      throw badType("An enum says which values it has.", "Write enum:petrol,diesel,electric.");
    checkEnumValues(words);
    return { values: words };
  },
  knows: [],
  zod: ({ values = [] }) => `z.enum([${values.map((value) => JSON.stringify(value)).join(", ")}])`,
  entity: ({ values = [] }) => `p.enum([${values.map((value) => JSON.stringify(value)).join(", ")}])`,
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

/** Refuses values that would need quoting, stand twice or differ in case alone. Throws UsageError BAD_TYPE. */
export function checkEnumValues(values: readonly string[]): void {
  const wrong = values.find((value) => !VALUE.test(value) || value.trim() !== value);
  if (wrong !== undefined) {
    throw badType(
      `"${wrong}" is no value of an enum: letters, digits, spaces and the signs _ . + - are (at most 63).`,
      "Write values like petrol or plug-in.",
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

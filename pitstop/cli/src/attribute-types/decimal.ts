import type { AttributeType } from "./attribute-type.ts";
import { exampleNumber, inRange, rangeArgument } from "./numbers.ts";
import { badDefault, badType, wholeNumber } from "./refusals.ts";

/** PostgreSQL takes up to 1000 digits; more than 38 are a mistake in typing. */
const MAX_PRECISION = 38;

export const decimal: AttributeType = {
  name: "decimal",
  summary: "an exact number, such as money",
  usage: ":12,2",
  detail: { question: "Total digits, and digits after the decimal point?", usual: "12,2" },
  rules: (words) => {
    const [precisionWord, scaleWord = "0"] = words;
    if (precisionWord === undefined || words.length > 2) {
      throw badType(
        "A decimal says how many digits it has, and how many behind the point.",
        "Write decimal:12,2.",
      );
    }
    const precision = wholeNumber("decimal", "number of digits", precisionWord, 1, MAX_PRECISION);
    return {
      precision,
      scale: wholeNumber("decimal", "number of digits behind the point", scaleWord, 0, precision),
    };
  },
  knows: ["range"],
  zod: ({ precision, scale, ...range }) =>
    `decimal(${[precision, scale, ...rangeArgument(range)].join(", ")})`,
  imports: "decimal",
  entity: ({ precision, scale }) => `p.decimal("string").precision(${precision}).scale(${scale})`,
  sql: ({ precision, scale }) => `numeric(${precision},${scale})`,
  constant: (text, rules) => {
    const { precision = 1, scale = 0 } = rules;
    const [, whole = "", fraction = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
    const fits =
      whole !== "" &&
      whole.replace(/^0+(?=.)/, "").length <= Math.max(1, precision - scale) &&
      fraction.length <= scale;
    if (!fits || (precision === scale && Number(whole) !== 0)) {
      throw badDefault(
        text,
        `a number with ${precision - scale} digits before the point and ${scale} behind it`,
      );
    }
    inRange(text, Number(text), rules);
    return Number(text) === 0 ? "0" : text.replace(/^(-?)0+(?=\d)/, "$1");
  },
  isSortable: true,
  canBeIndexed: () => true,
  isSearchable: false,
  example: (rules, number) => {
    const { precision = 1, scale = 0, minimum, maximum } = rules;
    const limit = 10 ** Math.min(precision - scale, 15) - 1;
    const value = exampleNumber(
      { minimum: minimum ?? 0, maximum: Math.min(maximum ?? limit, limit) },
      number,
    );
    return value.toFixed(scale);
  },
  edges: ({ precision = 1, scale = 0, minimum, maximum }) => {
    const largest = digits(precision - scale, scale);
    return [
      minimum === undefined ? (largest === "0" ? "0" : `-${largest}`) : fixed(minimum, scale),
      maximum === undefined ? largest : fixed(maximum, scale),
    ];
  },
  refused: ({ precision = 1, scale = 0 }) => [`1${"0".repeat(precision - scale)}0`, "1.5.5", "", 1, "NaN"],
};

const digits = (whole: number, scale: number): string =>
  `${"9".repeat(whole) || "0"}${scale > 0 ? `.${"9".repeat(scale)}` : ""}`;

const fixed = (value: number, scale: number): string => value.toFixed(scale);

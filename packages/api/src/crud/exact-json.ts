// https://tc39.es/proposal-json-parse-with-source: in Node, and not yet in TypeScript's library.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): object;
  }
}

/** Numbers with so many digits, or such exponents, may be none that JavaScript has. */
const LONG_NUMBER = /\d[\d.]{15}|\d[eE][-+]?\d{2}/;

/**
 * The value of a JSON text. A number in it that JavaScript would round stays as it is written (`JSON.rawJSON`), so
 * that an answer made of the value has all of its digits.
 */
export function parseExactly(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

function keepDigits(_key: string, value: unknown, { source }: { source?: string }): unknown {
  if (typeof value !== "number" || source === undefined) return value;
  return Number.isFinite(value) && decimalOf(String(value)) === decimalOf(source)
    ? value
    : JSON.rawJSON(source);
}

/** The same text for all ways to write a number: its digits without zeros around them, and their exponent. */
function decimalOf(written: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(written) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

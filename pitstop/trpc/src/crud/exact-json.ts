import { noteRounded } from "@pitstop/domain/rounded-numbers";

// https://tc39.es/proposal-json-parse-with-source: in Node, and not yet in TypeScript's library.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (this: object, key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): object;
    isRawJSON(value: unknown): boolean;
  }
}

/** Numbers with so many digits, or with exponents, may be none that JavaScript has. A text that looks like one only costs time. */
const LONG_NUMBER = /(?:^|[[,:])\s*-?(?:[\d.]{16}|[\d.]+[eE])/;

/**
 * The value of a JSON text. A number in it that JavaScript would round stays as it is written (`JSON.rawJSON`), so
 * that an answer made of the value has all of its digits.
 */
export function parseExactly(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

function keepDigits(_key: string, value: unknown, { source }: { source?: string }): unknown {
  if (typeof value !== "number" || source === undefined) return value;
  return isExact(value, source) ? value : JSON.rawJSON(source);
}

/** The value of a JSON text, which notes the objects and lists whose numbers JavaScript rounds. */
export function parseNotingRounded(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, noting(noteRounded)) : JSON.parse(text);
}

/** Whether a number of a JSON text is rounded in JavaScript. */
export function holdsRounded(text: string): boolean {
  let isRounded = false;
  if (LONG_NUMBER.test(text))
    JSON.parse(
      text,
      noting(() => (isRounded = true)),
    );
  return isRounded;
}

/** `JSON.parse` calls it on the object or the list that a value is in. */
const noting = (note: (holder: object, written: string) => void) =>
  function (this: object, _key: string, value: unknown, { source }: { source?: string }): unknown {
    if (typeof value === "number" && source !== undefined && !isExact(value, source)) note(this, source);
    return value;
  };

const isExact = (value: number, source: string): boolean =>
  Number.isFinite(value) && decimalOf(String(value)) === decimalOf(source);

/** The same text for all ways to write a number: its digits without zeros around them, and their exponent. */
function decimalOf(written: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(written) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

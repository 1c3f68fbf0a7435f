import { shownLocale } from "../locale.ts";
import { Unreadable } from "./kind.ts";

const literal = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,6}))?$/i;

/**
 * The number that a text writes with a decimal point and no other separator. Everything else is refused: `1,000` is one
 * thousand to some and one to others. So is what a JavaScript number would round.
 */
export function readNumber(text: string): number {
  refuseGroups(text);
  if (!literal.test(text)) throw new Unreadable("Enter a number without separators, such as 1234.5.");
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Unreadable("This number is too large.");
  if (digitsOf(String(number)) !== digitsOf(text)) {
    throw new Unreadable(`This has more digits than can be stored: it would become ${number}.`);
  }
  return number;
}

/** `1.000` is a thousand in many a locale: where pages show it so, nobody can say what was meant. */
export function refuseGroups(text: string, locale = shownLocale()): void {
  const parts = new Intl.NumberFormat(locale, { useGrouping: "always" }).formatToParts(1000);
  if (
    parts.some(({ type, value }) => type === "group" && value === ".") &&
    /^-?\d{1,3}(\.\d{3})+$/.test(text)
  ) {
    throw new Unreadable(`Write ${text.replaceAll(".", "")}, or ${text}0 if the point separates decimals.`);
  }
}

/** The same for a whole number: without an exponent, and without a point, which separates thousands in many countries. */
export function readWholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Unreadable("Enter a whole number without separators, such as 1234.");
  return readNumber(text);
}

/** Sign, significant digits and power of ten: equal for `1.50`, `1.5` and `15e-1`. */
function digitsOf(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = literal.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return significant === "" ? "0" : `${sign}${significant}e${power}`;
}

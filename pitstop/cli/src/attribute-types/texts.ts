// What the types that hold text have in common.
import { checkText } from "../names/check-text.ts";
import type { Rules } from "./attribute.ts";
import { badDefault, badType, wholeNumber } from "./refusals.ts";

/** The longest text that a B-tree holds in four bytes a character, beside an id (PostgreSQL: 2704 bytes a row). */
export const MAX_INDEXED_LENGTH = 600;

const MAX_LENGTH = 1_000_000;

/** `string:80`: the only argument is the longest length. */
export function lengthRule(type: string, standard: number): (words: readonly string[]) => Rules {
  return (words) => {
    if (words.length > 1)
      throw badType(`The type ${type} takes one length, not "${words.join(",")}".`, `Write ${type}:80.`);
    const [word] = words;
    return { maxLength: word === undefined ? standard : wholeNumber(type, "length", word, 1, MAX_LENGTH) };
  };
}

/** The zod calls for length and pattern, in the order of the shared types. */
export function textRules({ minLength, maxLength, pattern }: Rules): string {
  return [
    minLength === undefined ? "" : `.min(${minLength})`,
    maxLength === undefined ? "" : `.max(${maxLength})`,
    pattern === undefined ? "" : `.regex(/${regexText(pattern)}/)`,
  ].join("");
}

/** A regular expression's text between slashes. */
const regexText = (pattern: string): string => new RegExp(pattern).source;

export function textConstant(text: string, { minLength = 1, maxLength, pattern }: Rules): string {
  checkText(text, "default", { isOneLine: false });
  if (text.length < minLength) throw badDefault(text, `at least ${minLength} characters long`);
  if (maxLength !== undefined && text.length > maxLength)
    throw badDefault(text, `at most ${maxLength} characters long`);
  if (pattern !== undefined && !new RegExp(pattern).test(text)) throw badDefault(text, `like /${pattern}/`);
  return text;
}

/** A text of the wanted length that begins with a word and a number, so that no two are the same. */
export function exampleText(word: string, number: number, { minLength = 1, maxLength = 80 }: Rules): string {
  const text = `${word} ${number}`;
  const fitting = text.length <= maxLength ? text : number.toString(36).slice(-maxLength);
  return fitting.padEnd(minLength, "x");
}

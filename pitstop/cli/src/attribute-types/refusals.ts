import { UsageError } from "../errors.ts";

export const badType = (message: string, hint: string) => new UsageError("BAD_TYPE", message, hint);

export const badDefault = (text: string, what: string) =>
  new UsageError(
    "BAD_DEFAULT",
    `The default "${text}" is not ${what}.`,
    "Write a constant after =, or omit the default.",
  );

/** For types without arguments. */
export function noArguments(type: string): (words: readonly string[]) => Record<string, never> {
  return (words) => {
    if (words.length === 0) return {};
    throw badType(
      `The type ${type} takes no arguments, and "${words.join(",")}" was given.`,
      `Write ${type}.`,
    );
  };
}

/** A whole number from a word of the grammar, within bounds. */
export function wholeNumber(type: string, what: string, word: string, from: number, to: number): number {
  const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw badType(
    `The ${what} of ${type} is a whole number from ${from} to ${to}, not "${word}".`,
    `Change "${word}".`,
  );
}

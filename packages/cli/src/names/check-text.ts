import { UsageError } from "../errors.ts";

/**
 * Refuses text that would need quoting in TypeScript or in SQL. MikroORM puts string defaults between quotes as they
 * are, so a quote in one would end it. Throws UsageError BAD_TEXT.
 */
export function checkText(text: string, what: string, { maxLength = 200 } = {}): void {
  const forbidden = [...text].find(
    (character) => `'"\`\\$\u2028\u2029`.includes(character) || isControl(character),
  );
  if (forbidden !== undefined) {
    const shown = isControl(forbidden) ? "a control character" : `the character ${forbidden}`;
    throw new UsageError(
      "BAD_TEXT",
      `The ${what} holds ${shown}, which would end the text in TypeScript or SQL.`,
      "Leave it out, or write it into the file by hand.",
    );
  }
  if (text.trim() !== text || text === "") {
    throw new UsageError(
      "BAD_TEXT",
      `The ${what} is empty, or begins or ends with a space.`,
      "Write it without.",
    );
  }
  if (text.length > maxLength) {
    throw new UsageError("BAD_TEXT", `The ${what} is longer than ${maxLength} characters.`, "Shorten it.");
  }
}

const isControl = (character: string): boolean => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(character);

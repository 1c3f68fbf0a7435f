import { UsageError } from "../errors.ts";

/**
 * Refuses what no column or form can hold. Quotes, backslashes and the like are fine: texts are escaped wherever they
 * are written. Throws UsageError BAD_TEXT.
 */
export function checkText(text: string, what: string, { maxLength = 200, isOneLine = true } = {}): void {
  const allowed = isOneLine ? "" : "\n\t";
  const forbidden = [...text].find((character) => isControl(character) && !allowed.includes(character));
  if (forbidden !== undefined) {
    const code = (forbidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    throw new UsageError("BAD_TEXT", `The ${what} holds the control character U+${code}.`, "Omit it.");
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

/** Control characters, and halves of characters, which UTF-8 has no form for. */
const isControl = (character: string): boolean => /[\p{Cc}\p{Cs}]/u.test(character);

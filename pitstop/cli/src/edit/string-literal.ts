/** Characters that an editor doesn't show, or shows as something else: they are written as escapes. */
const UNSEEN = /[\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text as TypeScript writes it, in double quotes. The only function that puts a text into code. */
export const stringLiteral = (text: string): string =>
  JSON.stringify(text).replace(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Code with its texts in single quotes, except where that would need more escapes. Regular expressions stay. */
export const inSingleQuotes = (code: string): string =>
  code.replace(/"((?:[^"\\]|\\.)*)"|\/(?:[^/\\\n]|\\.)+\//g, (found, text: string | undefined) =>
    text === undefined || /'|\\"/.test(text) ? found : `'${text}'`,
  );

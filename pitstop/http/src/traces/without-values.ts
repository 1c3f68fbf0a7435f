/** Of a longer statement, its beginning and its end are shown, which has tables and conditions; in characters. */
const BEGINNING = 500;
const END = 1_500;

/** What may hold a value in SQL: texts in each of their forms, numbers, and comments. */
const VALUES =
  /\/\*[\s\S]*?(?:\*\/|$)|--[^\n]*|\be'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$([a-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)|"(?:[^"]|"")*"|\$\d+|\b\d[\w.]*/gi;

/** A statement as a trace may show it: parameters stay what they are (`$1`), and each value is `?`. */
export function withoutValues(sql: string): string {
  const shown = sql.replace(VALUES, (found) => (/^("|\$\d)/.test(found) ? found : "?"));
  if (shown.length <= BEGINNING + END) return shown;
  return `${shown.slice(0, BEGINNING)} … ${shown.slice(-END)}`;
}

/** What is written for the ends of time, where a column of days or moments holds them. */
export const isEndOfTime = (text: string): boolean => text === "infinity" || text === "-infinity";

/** Years as ISO 8601 and JavaScript write them: four digits, or a sign and at least six; year 0 is 1 BC. */
const YEAR = /^(\d{4}|[+-]\d{6,7})(?=-)/;

/** The year at the beginning of a day or a moment; undefined where none is. */
export function yearIn(text: string): number | undefined {
  const [year] = YEAR.exec(text) ?? [];
  return year === undefined || year === "-000000" ? undefined : Number(year);
}

/** The same day or moment in a year of four digits that has as many days, for what only knows those. */
export function inFourDigits(text: string): string {
  const year = yearIn(text) ?? 0;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return text.replace(YEAR, isLeap ? "2000" : "2001");
}

/** The first year that there are days of in PostgreSQL: 4713 BC. */
export const FIRST_YEAR = -4712;

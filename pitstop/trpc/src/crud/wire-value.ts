// The form that answers have for values which PostgreSQL's own JSON has in another one.

/**
 * A moment in UTC as `to_json` writes it (`2026-01-31T12:00:00.123456`, `0044-03-15T12:00:00 BC`), in ISO 8601 with
 * milliseconds. The ends of time stay as they are.
 */
export function answeredMoment(text: unknown): unknown {
  if (typeof text !== "string" || !text.includes("T")) return text;
  const [day = "", time = ""] = text.split("T");
  const [clock = "", era] = time.split(" ");
  const written = clock.includes(".") ? clock.slice(0, 12).padEnd(12, "0") : `${clock}.000`;
  return `${inIsoYears(day, era)}T${written}Z`;
}

/** A day as `to_json` writes it (`2026-01-31`, `0044-03-15 BC`), in ISO 8601. The ends of time stay as they are. */
export function answeredDay(text: unknown): unknown {
  if (typeof text !== "string" || text.endsWith("infinity")) return text;
  const [day = "", era] = text.split(" ");
  return inIsoYears(day, era);
}

/** Years outside 0001 to 9999 have a sign and six digits; year 0 is 1 BC. */
function inIsoYears(day: string, era: string | undefined): string {
  if (era === undefined && day[4] === "-") return day;
  const end = day.indexOf("-");
  const year = era === "BC" ? 1 - Number(day.slice(0, end)) : Number(day.slice(0, end));
  if (year === 0) return `0000${day.slice(end)}`;
  return `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}${day.slice(end)}`;
}

/**
 * A whole number beyond what JavaScript counts by ones is a text of its digits: `parseExactly` keeps those that JavaScript
 * would round as they are written.
 */
export function answeredWholeNumber(value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : String(value);
  return JSON.isRawJSON(value) ? JSON.stringify(value) : value;
}

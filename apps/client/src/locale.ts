/**
 * The locale of every number, day and moment that pages show. Forms read numbers with a decimal point, so the default is
 * one in which a number that was copied from a page means the same in a form.
 */
export const locale: string = import.meta.env.VITE_LOCALE || "en-US";

/** The zone in which moments are shown and typed: the browser's. */
export const timeZone: string = new Intl.DateTimeFormat(locale).resolvedOptions().timeZone;

/** A day has no time zone: it is read and shown in UTC, so that nobody sees the day before. */
const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });

const moments = new Intl.DateTimeFormat(locale, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
});

/** A number with the separators of the locale; exact for the text of a decimal too, which shows its zeros at the end. */
export const formatNumber = (value: number | `${number}`, minimumFractionDigits = 0): string =>
  numbersWith(minimumFractionDigits).format(value);

const numberFormats = new Map<number, Intl.NumberFormat>();

function numbersWith(minimumFractionDigits: number): Intl.NumberFormat {
  const known = numberFormats.get(minimumFractionDigits);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits: 100 });
  numberFormats.set(minimumFractionDigits, format);
  return format;
}

/** `2026-01-31` as the locale writes it; undefined for what is no day, such as PostgreSQL's `infinity`. */
export const formatDay = (day: string): string | undefined => formatWith(days, `${day}T00:00:00Z`);

/** An ISO 8601 moment in the browser's zone, with that zone's name; undefined for what is no moment. */
export const formatMoment = (moment: string): string | undefined => formatWith(moments, moment);

function formatWith(format: Intl.DateTimeFormat, text: string): string | undefined {
  const read = new Date(text);
  return Number.isNaN(read.getTime()) ? undefined : format.format(read);
}

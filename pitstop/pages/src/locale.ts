/** The zone in which moments are shown and typed: the browser's. */
export const timeZone: string = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The locale of every number, day and moment that pages show. Forms read numbers with a decimal point, so the default is
 * one in which a number that was copied from a page means the same in a form.
 */
let locale = "en-US";

/** Sets the locale for the whole page, before anything is shown. */
export function setLocale(wanted: string): void {
  locale = wanted;
  formats = formatsIn(wanted);
}

export const shownLocale = (): string => locale;

const formatsIn = (wanted: string) => ({
  /** A day has no time zone: it is read and shown in UTC, so that nobody sees the day before. */
  days: new Intl.DateTimeFormat(wanted, { dateStyle: "medium", timeZone: "UTC" }),
  moments: new Intl.DateTimeFormat(wanted, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }),
  parts: new Intl.ListFormat(wanted, { type: "unit", style: "short" }),
  numbers: new Map<number, Intl.NumberFormat>(),
});

let formats = formatsIn(locale);

/** A number with the separators of the locale; exact for the text of a decimal too, which shows its zeros at the end. */
export const formatNumber = (value: number | `${number}`, minimumFractionDigits = 0): string =>
  numbersWith(minimumFractionDigits).format(value);

function numbersWith(minimumFractionDigits: number): Intl.NumberFormat {
  const known = formats.numbers.get(minimumFractionDigits);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits: 100 });
  formats.numbers.set(minimumFractionDigits, format);
  return format;
}

/** `2026-01-31` as the locale writes it; undefined for what is no day, such as PostgreSQL's `infinity`. */
export const formatDay = (day: string): string | undefined => formatWith(formats.days, `${day}T00:00:00Z`);

/** An ISO 8601 moment in the browser's zone, with that zone's name; undefined for what is no moment. */
export const formatMoment = (moment: string): string | undefined => formatWith(formats.moments, moment);

const PARTS =
  /^P(?:(?<year>\d+)Y)?(?:(?<month>\d+)M)?(?:(?<day>\d+)D)?(?:T(?:(?<hour>\d+)H)?(?:(?<minute>\d+)M)?(?:(?<second>\d+(?:\.\d+)?)S)?)?$/;

/** `P1DT2H` in words; undefined for what has parts below zero or no end. */
export function formatDuration(duration: string): string | undefined {
  const parts = Object.entries(PARTS.exec(duration)?.groups ?? {}).flatMap(([unit, part]) =>
    part === undefined ? [] : [inUnit(unit, Number(part))],
  );
  return parts.length === 0 ? undefined : formats.parts.format(parts);
}

const inUnit = (unit: string, value: number): string =>
  new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: 6,
  }).format(value);

function formatWith(format: Intl.DateTimeFormat, text: string): string | undefined {
  const read = new Date(text);
  return Number.isNaN(read.getTime()) ? undefined : format.format(read);
}

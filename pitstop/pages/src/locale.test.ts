import { afterEach, expect, test } from "vitest";
import { formatDay, formatDuration, formatMoment, formatNumber, setLocale } from "./locale.ts";

const written = () => ({
  whole: formatNumber(1_000_000),
  decimal: formatNumber("1234567.80", 2),
  day: formatDay("2026-11-26"),
});

afterEach(() => setLocale("en-US"));

test("numbers, decimals and days are written in one locale, whichever the browser has", () => {
  expect(written()).toEqual({ whole: "1,000,000", decimal: "1,234,567.80", day: "Nov 26, 2026" });
  setLocale("de-DE");
  expect(written()).toEqual({ whole: "1.000.000", decimal: "1.234.567,80", day: "26.11.2026" });
});

test("a moment is written with its zone", () => {
  const zone = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" })
    .formatToParts(new Date("2026-11-26T12:00:00Z"))
    .find(({ type }) => type === "timeZoneName")?.value;
  expect(formatMoment("2026-11-26T12:00:00Z")).toContain(` ${zone}`);
});

test.each(["infinity", "0044-03-15 BC"])("%s is no day and stays as it is stored", (text) => {
  expect(formatDay(text)).toBeUndefined();
});

test.each([
  ["P1DT2H30M", "1 day, 2 hours, 30 minutes"],
  ["P1Y2M", "1 year, 2 months"],
  ["PT6.5S", "6.5 seconds"],
  ["PT0S", "0 seconds"],
])("a duration of %s reads %s", (duration, words) => expect(formatDuration(duration)).toBe(words));

test("a duration reads as the locale writes it", () => {
  setLocale("de-DE");
  expect(formatDuration("P1DT2H")).toBe("1 Tag, 2 Stunden");
});

test.each(["P-1D", "infinity", "P", "a while"])("%s has no words", (duration) =>
  expect(formatDuration(duration)).toBeUndefined(),
);

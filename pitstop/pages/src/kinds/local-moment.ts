import { z } from "zod";
import { timeZone } from "../locale.ts";
import { Unreadable } from "./kind.ts";

const time = "(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,3})?)?";
const pattern = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})[T ](${time})(Z|[+-]\\d{2}:\\d{2})?$`);

/** ISO 8601 in UTC from what people write in the zone of the browser, or from a moment with a zone of its own. */
export function readMoment(text: string): string {
  const [, day = "", clock = "", zone = ""] = pattern.exec(text) ?? [];
  const read = new Date(`${day}T${clock}${zone}`);
  if (!z.iso.date().safeParse(day).success || Number.isNaN(read.getTime())) {
    throw new Unreadable("Enter a date and time, such as 2026-01-31 14:30.");
  }
  const iso = read.toISOString();
  // A browser moves what the clocks skip; nobody typed that.
  if (!zone && localTime(iso) !== shortest(`${day} ${clock}`)) {
    throw new Unreadable(`${text} doesn't exist in ${timeZone}: the clocks skip it.`);
  }
  return iso;
}

/** `2026-01-31 12:00:30.500` in the zone of the browser, without zeros at the end; undefined for what is no moment. */
export function localTime(iso: string): string | undefined {
  const read = new Date(iso);
  if (Number.isNaN(read.getTime())) return undefined;
  const shifted = new Date(read.getTime() - read.getTimezoneOffset() * 60_000);
  return shortest(shifted.toISOString().replace("T", " ").replace("Z", ""));
}

/** The same time of day without what is zero: seconds, and thousandths behind them. */
const shortest = (text: string): string =>
  text
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")
    .replace(/(:\d\d):00$/, "$1");

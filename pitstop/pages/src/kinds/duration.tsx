import { formatDuration } from "../locale.ts";
import { type InputProps, type Kind, Unreadable } from "./kind.ts";
import { rangeOperators } from "./operator.tsx";
import { readWith, TextEntry, textOf } from "./text-entry.tsx";

const written = {
  toForm: textOf,
  toInput: readWith(readDuration),
  Input: (props: InputProps) => (
    <TextEntry {...props} placeholder="P1DT2H30M" hint="Such as 1 d 2 h 30 min, or P1DT2H30M" />
  ),
};

/** A span of time, in the words of the locale. */
export const duration: Kind = {
  ...written,
  Cell: Duration,
  operators: rangeOperators(written),
  Value: Duration,
};

function Duration({ value }: { value: unknown }) {
  const text = String(value);
  const words = formatDuration(text);
  return words === undefined ? text : <time dateTime={text}>{words}</time>;
}

/** What people write for each part: those of the date, then those of the time. */
const UNITS = {
  date: { Y: /^(y|years?)$/, M: /^(mo|months?)$/, W: /^(w|weeks?)$/, D: /^(d|days?)$/ },
  time: { H: /^(h|hours?)$/, M: /^(m|min|minutes?)$/, S: /^(s|sec|seconds?)$/ },
};

/** `1 d 2 h` as `P1DT2H`; what begins as ISO 8601 does is left to the schema. Throws `Unreadable`. */
function readDuration(text: string): string {
  if (/^-?P/i.test(text)) return text.toUpperCase();
  if (/^-?infinity$/i.test(text)) return text.toLowerCase();
  const amounts = [...text.toLowerCase().matchAll(/([\d.]+)\s*([a-z]+)/g)].map(([, number, unit]) => ({
    number,
    unit,
  }));
  const written = (units: Record<string, RegExp>): string[] =>
    Object.entries(units).flatMap(([designator, pattern]) =>
      amounts.flatMap(({ number, unit = "" }) => (pattern.test(unit) ? [`${number}${designator}`] : [])),
    );
  const [date, time] = [written(UNITS.date), written(UNITS.time)];
  const rest = text.toLowerCase().replaceAll(/[\d.]+\s*[a-z]+|[\s,]+/g, "");
  if (rest !== "" || amounts.length === 0 || date.length + time.length !== amounts.length)
    throw new Unreadable("Enter a duration, such as 1 d 2 h 30 min or P1DT2H30M.");
  return `P${date.join("")}${time.length > 0 ? `T${time.join("")}` : ""}`;
}

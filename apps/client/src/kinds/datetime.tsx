import { TextInput } from "@mantine/core";
import type { InputProps, Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";

const momentFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function Moment({ value }: { value: unknown }) {
  const moment = new Date(String(value));
  if (Number.isNaN(moment.getTime())) return String(value);
  return (
    <time dateTime={String(value)} style={{ whiteSpace: "nowrap" }}>
      {momentFormat.format(moment)}
    </time>
  );
}

export const datetime: Kind = {
  toForm: (stored) => (typeof stored === "string" ? localTime(stored) : ""),
  toInput: (value, field) => (value === "" ? (field.nullable ? null : undefined) : moment(String(value))),
  Input: DatetimeField,
  Cell: Moment,
  // People look for days, so a filter goes from the first to the last millisecond of a day here.
  Filter: (props) => (
    <RangeFilter
      {...props}
      type="date"
      read={(day, bound) =>
        day ? moment(`${day}T${bound === "from" ? "00:00" : "23:59:59.999"}`) : undefined
      }
      write={(value) => localTime(String(value)).slice(0, 10)}
    />
  ),
  Value: Moment,
};

/** ISO 8601 in UTC from a local time as inputs hold it. */
function moment(local: string): string {
  const read = new Date(local);
  return Number.isNaN(read.getTime()) ? local : read.toISOString();
}

/** `2026-01-31T12:00:30.500` in the zone of the browser, which is what an input of type datetime-local takes. */
function localTime(iso: string): string {
  const read = new Date(iso);
  if (Number.isNaN(read.getTime())) return "";
  const shifted = new Date(read.getTime() - read.getTimezoneOffset() * 60_000);
  return shifted.toISOString().replace(/(:00\.000|\.000)?Z$/, "");
}

function DatetimeField({ field, id, value, onChange, error }: InputProps) {
  return (
    <TextInput
      type="datetime-local"
      step="any"
      id={id}
      label={field.label}
      description={field.description}
      required={field.required}
      error={error}
      value={String(value ?? "")}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

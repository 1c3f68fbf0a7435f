import { TextInput } from "@mantine/core";
import type { InputProps, Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";

/** A day has no time zone: it is read and shown in UTC, so that nobody sees the day before. */
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });

function Day({ value }: { value: unknown }) {
  const day = new Date(`${String(value)}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return String(value);
  return (
    <time dateTime={String(value)} style={{ whiteSpace: "nowrap" }}>
      {dayFormat.format(day)}
    </time>
  );
}

export const date: Kind = {
  toForm: (stored) => (typeof stored === "string" ? stored : ""),
  toInput: (value, field) => (value === "" ? (field.nullable ? null : undefined) : value),
  Input: DateField,
  Cell: Day,
  Filter: (props) => <RangeFilter {...props} type="date" read={(text) => text || undefined} write={String} />,
  Value: Day,
};

function DateField({ field, id, value, onChange, error }: InputProps) {
  return (
    <TextInput
      type="date"
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

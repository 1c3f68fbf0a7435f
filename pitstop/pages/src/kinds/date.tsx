import { formatDay } from "../locale.ts";
import { CalendarButton } from "./calendar-button.tsx";
import type { InputProps, Kind } from "./kind.ts";
import { operator } from "./operator.tsx";
import { readWith, TextEntry, textOf } from "./text-entry.tsx";

function Day({ value }: { value: unknown }) {
  const day = formatDay(String(value));
  return day === undefined ? (
    String(value)
  ) : (
    <time dateTime={String(value)} style={{ whiteSpace: "nowrap" }}>
      {day}
    </time>
  );
}

/** A day as text, in forms and in filters. */
export const writtenDay = { toForm: textOf, toInput: readWith((text) => text), Input: DateField };

export const date: Kind = {
  ...writtenDay,
  Cell: Day,
  operators: [
    operator("from", "is on or after", writtenDay),
    operator("to", "is on or before", writtenDay),
    operator("equals", "is on", writtenDay),
  ],
  Value: Day,
};

/** Text, because an input of days reports what it cannot read as empty: half a day would delete the whole one. */
function DateField(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <TextEntry
      {...props}
      placeholder="YYYY-MM-DD"
      rightSection={
        <CalendarButton type="date" label={field.label} value={String(value ?? "")} onPick={onChange} />
      }
    />
  );
}

import { formatDay } from "../locale.ts";
import { CalendarButton } from "./calendar-button.tsx";
import type { InputProps, Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";
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

export const date: Kind = {
  toForm: textOf,
  toInput: readWith((text) => text),
  Input: DateField,
  Cell: Day,
  Filter: (props) => <RangeFilter {...props} type="date" read={(text) => text || undefined} write={String} />,
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

import { formatMoment, timeZone } from "../locale.ts";
import { CalendarButton } from "./calendar-button.tsx";
import type { InputProps, Kind } from "./kind.ts";
import { localTime, readMoment } from "./local-moment.ts";
import { RangeFilter } from "./range-filter.tsx";
import { readWith, TextEntry, textOf } from "./text-entry.tsx";

function Moment({ value }: { value: unknown }) {
  const moment = formatMoment(String(value));
  return moment === undefined ? (
    String(value)
  ) : (
    <time dateTime={String(value)} style={{ whiteSpace: "nowrap" }}>
      {moment}
    </time>
  );
}

export const datetime: Kind = {
  toForm: (stored) => localTime(textOf(stored)) ?? textOf(stored),
  toInput: readWith(readMoment),
  Input: DatetimeField,
  Cell: Moment,
  // People look for days, so a filter goes from the first to the last millisecond of a day here.
  Filter: (props) => (
    <RangeFilter
      {...props}
      type="date"
      read={(day, bound) =>
        day ? readMoment(`${day} ${bound === "from" ? "00:00" : "23:59:59.999"}`) : undefined
      }
      write={(value) => localTime(String(value))?.slice(0, 10) ?? ""}
    />
  ),
  Value: Moment,
};

function DatetimeField(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <TextEntry
      {...props}
      placeholder="YYYY-MM-DD hh:mm"
      hint={`In the time zone ${timeZone}`}
      rightSection={
        <CalendarButton
          type="datetime-local"
          label={field.label}
          value={String(value ?? "").replace(" ", "T")}
          onPick={(picked) => onChange(picked.replace("T", " "))}
        />
      }
    />
  );
}

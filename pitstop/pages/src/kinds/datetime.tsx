import { formatMoment, timeZone } from "../locale.ts";
import { CalendarButton } from "./calendar-button.tsx";
import { writtenDay } from "./date.tsx";
import type { InputProps, Kind } from "./kind.ts";
import { localTime, readMoment } from "./local-moment.ts";
import { operator } from "./operator.tsx";
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

/** People look for days, so a filter goes from the first to the last millisecond of a day here. */
const boundary = (time: string): typeof writtenDay => ({
  ...writtenDay,
  toForm: (stored) => localTime(textOf(stored))?.slice(0, 10) ?? textOf(stored),
  toInput: readWith((day) => readMoment(`${day} ${time}`)),
});

export const datetime: Kind = {
  toForm: (stored) => localTime(textOf(stored)) ?? textOf(stored),
  toInput: readWith(readMoment),
  Input: DatetimeField,
  Cell: Moment,
  operators: [
    operator("from", "is on or after", boundary("00:00")),
    operator("to", "is on or before", boundary("23:59:59.999")),
  ],
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

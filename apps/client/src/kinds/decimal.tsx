import { TextInput } from "@mantine/core";
import type { InputProps, Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";

/** An exact number: it stays text on its way, because a JavaScript number would round it. */
export const decimal: Kind = {
  toForm: (stored) => (stored == null ? "" : String(stored)),
  toInput: (value, field) => {
    const text = String(value ?? "").trim();
    if (text === "") return field.nullable ? null : undefined;
    return text;
  },
  Input: DecimalField,
  Cell: ({ value }) => String(value),
  Filter: (props) => (
    <RangeFilter
      {...props}
      type="number"
      read={(text) => (/^-?\d+(\.\d+)?$/.test(text) ? text : undefined)}
      write={String}
    />
  ),
  Value: ({ value }) => String(value),
  align: "right",
};

function DecimalField({ field, id, value, onChange, error }: InputProps) {
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
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

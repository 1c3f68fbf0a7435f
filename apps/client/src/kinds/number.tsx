import { NumberInput } from "@mantine/core";
import { innermost } from "@pitstop/types";
import { z } from "zod";
import type { InputProps, Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";

const format = (value: unknown): string =>
  typeof value === "number"
    ? new Intl.NumberFormat("en", { maximumFractionDigits: 20 }).format(value)
    : String(value);

export const number: Kind = {
  toForm: (stored) => (typeof stored === "number" ? stored : ""),
  toInput: (value, field) => {
    if (value === "" || value === null) return field.nullable ? null : undefined;
    return Number(value);
  },
  Input: NumberField,
  Cell: ({ value }) => format(value),
  Filter: (props) => (
    <RangeFilter
      {...props}
      type="number"
      read={(text) => (text === "" || Number.isNaN(Number(text)) ? undefined : Number(text))}
      write={String}
    />
  ),
  Value: ({ value }) => format(value),
  align: "right",
};

function NumberField({ field, id, value, onChange, error }: InputProps) {
  const bare = innermost(field.schema);
  const { minValue, maxValue, isInt } = bare instanceof z.ZodNumber ? bare : {};
  return (
    <NumberInput
      id={id}
      label={field.label}
      description={field.description}
      required={field.required}
      error={error}
      value={typeof value === "number" || typeof value === "string" ? value : ""}
      onChange={onChange}
      allowDecimal={!isInt}
      {...(Number.isFinite(minValue) && { min: minValue as number })}
      {...(Number.isFinite(maxValue) && { max: maxValue as number })}
      // A number that is silently changed to the limit is not what the person typed: the schema says so instead.
      clampBehavior="none"
    />
  );
}

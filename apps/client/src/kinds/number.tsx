import { innermost } from "@pitstop/types";
import { z } from "zod";
import { formatNumber } from "../locale.ts";
import type { Field, InputProps, Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";
import { readNumber, readWholeNumber } from "./read-number.ts";
import { readWith, TextEntry, textOf } from "./text-entry.tsx";

const format = (value: unknown): string => (typeof value === "number" ? formatNumber(value) : String(value));

export const number: Kind = {
  toForm: textOf,
  toInput: (value, field) => readWith(isWhole(field) ? readWholeNumber : readNumber)(value, field),
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

function isWhole({ schema }: Pick<Field, "schema">): boolean {
  const bare = innermost(schema);
  return bare instanceof z.ZodNumber && bare.isInt;
}

/** Text, because an input of numbers leaves keys out: `1,000` would become 1, and `2.5` would become 25. */
function NumberField(props: InputProps) {
  return <TextEntry {...props} inputMode={isWhole(props.field) ? "numeric" : "decimal"} />;
}

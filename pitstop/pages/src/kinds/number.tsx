import { innermost } from "@pitstop/domain";
import { z } from "zod";
import { formatNumber } from "../locale.ts";
import type { Field, FormValue, InputProps, Kind } from "./kind.ts";
import { rangeOperators } from "./operator.tsx";
import { readNumber, readWholeNumber } from "./read-number.ts";
import { readWith, TextEntry, textOf } from "./text-entry.tsx";

const format = (value: unknown): string => (typeof value === "number" ? formatNumber(value) : String(value));

const written = {
  toForm: textOf,
  toInput: (value: FormValue, field: Field) =>
    readWith(isWhole(field) ? readWholeNumber : readNumber)(value, field),
  Input: NumberField,
};

export const number: Kind = {
  ...written,
  Cell: ({ value }) => format(value),
  operators: rangeOperators(written),
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

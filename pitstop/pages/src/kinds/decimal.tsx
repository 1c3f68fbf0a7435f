import { formatNumber } from "../locale.ts";
import type { InputProps, Kind } from "./kind.ts";
import { rangeOperators } from "./operator.tsx";
import { refuseGroups } from "./read-number.ts";
import { readWith, TextEntry, textOf } from "./text-entry.tsx";

const plain = /^-?\d+(\.\d+)?$/;

/** The locale's separators between exactly the digits that are stored, zeros at the end included. */
function format(value: unknown): string {
  const text = String(value);
  if (!plain.test(text)) return text;
  const fraction = text.split(".")[1]?.length ?? 0;
  return formatNumber(text as `${number}`, fraction); // the pattern is that of a number
}

/** Exact digits as text, in forms and in filters. */
export const writtenDigits = {
  toForm: textOf,
  toInput: readWith((text) => {
    refuseGroups(text);
    return text;
  }),
  Input: (props: InputProps) => <TextEntry {...props} inputMode="decimal" />,
};

/** An exact number: it stays text on its way, because a JavaScript number would round it. */
export const decimal: Kind = {
  ...writtenDigits,
  Cell: ({ value }) => format(value),
  operators: rangeOperators(writtenDigits),
  Value: ({ value }) => format(value),
  align: "right",
};

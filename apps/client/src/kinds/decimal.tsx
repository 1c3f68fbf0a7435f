import { formatNumber } from "../locale.ts";
import type { Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";
import { readWith, TextEntry, textOf } from "./text-entry.tsx";

const plain = /^-?\d+(\.\d+)?$/;

/** The locale's separators between exactly the digits that are stored, zeros at the end included. */
function format(value: unknown): string {
  const text = String(value);
  if (!plain.test(text)) return text;
  const fraction = text.split(".")[1]?.length ?? 0;
  return formatNumber(text as `${number}`, fraction); // the pattern is that of a number
}

/** An exact number: it stays text on its way, because a JavaScript number would round it. */
export const decimal: Kind = {
  toForm: textOf,
  toInput: readWith((text) => text),
  Input: (props) => <TextEntry {...props} inputMode="decimal" />,
  Cell: ({ value }) => format(value),
  Filter: (props) => (
    <RangeFilter
      {...props}
      type="number"
      read={(text) => (plain.test(text) ? text : undefined)}
      write={String}
    />
  ),
  Value: ({ value }) => format(value),
  align: "right",
};

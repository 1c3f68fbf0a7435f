import { decimal } from "./decimal.tsx";
import type { Kind } from "./kind.ts";
import { RangeFilter } from "./range-filter.tsx";
import { TextEntry } from "./text-entry.tsx";

/** A whole number of 64 bits: text, as a decimal is, because a JavaScript number would round it. */
export const bigint: Kind = {
  ...decimal,
  Input: (props) => <TextEntry {...props} inputMode="numeric" />,
  Filter: (props) => (
    <RangeFilter
      {...props}
      type="number"
      read={(text) => (/^-?\d+$/.test(text) ? String(BigInt(text)) : undefined)}
      write={String}
    />
  ),
};

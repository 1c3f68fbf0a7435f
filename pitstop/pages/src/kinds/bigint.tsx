import { decimal, writtenDigits } from "./decimal.tsx";
import type { InputProps, Kind } from "./kind.ts";
import { rangeOperators } from "./operator.tsx";
import { TextEntry } from "./text-entry.tsx";

const written = {
  ...writtenDigits,
  Input: (props: InputProps) => <TextEntry {...props} inputMode="numeric" />,
};

/** A whole number of 64 bits: text, as a decimal is, because a JavaScript number would round it. */
export const bigint: Kind = { ...decimal, ...written, operators: rangeOperators(written) };

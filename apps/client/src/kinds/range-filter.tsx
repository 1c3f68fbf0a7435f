import { SimpleGrid } from "@mantine/core";
import type { Condition } from "../api.ts";
import { DebouncedTextInput } from "./debounced-text-input.tsx";
import { EmptyCheckbox } from "./empty-checkbox.tsx";
import type { FilterProps } from "./kind.ts";

interface RangeFilterProps extends FilterProps {
  type: "number" | "date";
  /** The value of a bound for the API; undefined for what is not (yet) a value. */
  read: (text: string, bound: "from" | "to") => unknown;
  write: (value: unknown) => string;
}

/** The filter of everything that has an order: from and to, both inclusive. */
export function RangeFilter({ field, condition, onChange, type, read, write }: RangeFilterProps) {
  const change = (bound: "from" | "to", text: string) => {
    const { isNull: _replaced, [bound]: _old, ...others } = condition ?? {};
    const value = read(text, bound);
    const next: Condition = value === undefined ? others : { ...others, [bound]: value };
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <div>
      <SimpleGrid cols={2} spacing="xs">
        {(["from", "to"] as const).map((bound) => (
          <DebouncedTextInput
            key={bound}
            type={type}
            label={`${field.label} ${bound}`}
            value={condition?.[bound] === undefined ? "" : write(condition[bound])}
            onCommit={(text) => change(bound, text)}
          />
        ))}
      </SimpleGrid>
      <EmptyCheckbox field={field} condition={condition} onChange={onChange} />
    </div>
  );
}

import { Checkbox } from "@mantine/core";
import { inSentence } from "../words.ts";
import type { FilterProps } from "./kind.ts";

/** The part of a filter that asks for records without a value. */
export function EmptyCheckbox({ field, condition, onChange }: FilterProps) {
  if (!field.nullable) return null;
  return (
    <Checkbox
      mt={6}
      size="xs"
      label={`Without ${inSentence(field.label)}`}
      checked={condition?.isNull === true}
      onChange={(event) => onChange(event.currentTarget.checked ? { isNull: true } : undefined)}
    />
  );
}

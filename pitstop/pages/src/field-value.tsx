import { Text, VisuallyHidden } from "@mantine/core";
import type { Row } from "./api.ts";
import type { Field } from "./kinds/kind.ts";

/** A field of a row as its kind shows it; a dash where there is nothing. */
export function FieldValue({ field, row }: { field: Field; row: Row }) {
  const value = row[field.key];
  if (value !== null && value !== undefined && value !== "")
    return <field.Cell value={value} field={field} row={row} />;
  return (
    <Text span inherit c="dimmed">
      <span aria-hidden="true">–</span>
      <VisuallyHidden>empty</VisuallyHidden>
    </Text>
  );
}

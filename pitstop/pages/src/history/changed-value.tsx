import { Text } from "@mantine/core";
import type { Field } from "../kinds/kind.ts";

/** A value as its kind shows it; one of another type, as it may have been logged before a change, as it is. */
export function ChangedValue({ field, value }: { field: Field | undefined; value: unknown }) {
  if (value === null || value === "")
    return (
      <Text span inherit c="dimmed">
        empty
      </Text>
    );
  const isOfKind = field && (field.kindName === "relation" || field.schema.safeParse(value).success);
  if (isOfKind) return <field.kind.Cell value={value} field={field} />;
  return <bdi>{typeof value === "string" ? value : JSON.stringify(value)}</bdi>;
}

import { Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Row } from "../api.ts";
import type { Field } from "../kinds/kind.ts";
import { inputId } from "./use-record-form.ts";
import type { FormValues } from "./validation.ts";

interface RecordFieldsProps {
  fields: readonly Field[];
  form: UseFormReturnType<FormValues>;
  row?: Row;
}

/** The inputs of a form, each by the kind of its field. */
export function RecordFields({ fields, form, row }: RecordFieldsProps) {
  return (
    <Stack gap="md">
      {fields.map((field) => {
        const error = form.errors[field.inputKey];
        return (
          <field.kind.Input
            key={field.inputKey}
            field={field}
            id={inputId(field)}
            value={form.values[field.inputKey] ?? null}
            onChange={(value) => form.setFieldValue(field.inputKey, value)}
            error={error ? String(error) : undefined}
            stored={row?.[field.key]}
          />
        );
      })}
    </Stack>
  );
}

import { Fieldset, SimpleGrid, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Row } from "../api.ts";
import type { Field } from "../kinds/kind.ts";
import { isWide, sectionsOf } from "./sections.ts";
import { inputId } from "./use-record-form.ts";
import type { FormValues } from "./validation.ts";

interface RecordFieldsProps {
  fields: readonly Field[];
  form: UseFormReturnType<FormValues>;
  row?: Row;
}

/** The inputs of a form, each by the kind of its field; many of them in sections. */
export function RecordFields({ fields, form, row }: RecordFieldsProps) {
  const input = (field: Field) => (
    <Input key={field.inputKey} field={field} form={form} stored={row?.[field.key]} self={row?.id} />
  );
  return (
    <Stack gap="xl">
      {sectionsOf(fields).map((section) =>
        section.title === undefined ? (
          <Stack key="fields" gap="md">
            {section.fields.map(input)}
          </Stack>
        ) : (
          <Fieldset key={section.title} legend={section.title} variant="unstyled" className="form-section">
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="md">
              {section.fields.map((field) => (
                <div key={field.inputKey} style={isWide(field) ? { gridColumn: "1 / -1" } : undefined}>
                  {input(field)}
                </div>
              ))}
            </SimpleGrid>
          </Fieldset>
        ),
      )}
    </Stack>
  );
}

interface InputOfProps {
  field: Field;
  form: UseFormReturnType<FormValues>;
  stored: unknown;
  self: number | undefined;
}

function Input({ field, form, stored, self }: InputOfProps) {
  const error = form.errors[field.inputKey];
  const input = (
    <field.Input
      field={field}
      id={inputId(field)}
      value={form.values[field.inputKey] ?? null}
      onChange={(value) => form.setFieldValue(field.inputKey, value)}
      error={error ? String(error) : undefined}
      stored={stored}
      self={self}
    />
  );
  // A fieldset disables whatever an input is made of, an application's own too.
  return field.isReadOnly && self !== undefined ? (
    <Fieldset disabled variant="unstyled">
      {input}
    </Fieldset>
  ) : (
    input
  );
}

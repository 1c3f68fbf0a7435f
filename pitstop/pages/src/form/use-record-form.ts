import { useForm } from "@mantine/form";
import type { Row } from "../api.ts";
import type { Field } from "../kinds/kind.ts";
import { inFormOrder } from "./sections.ts";
import { changedSince, type FieldErrors, type FormValues, initialValues } from "./validation.ts";

/** The state of a form for some fields, with errors that take the focus to the first field that has one. */
export function useRecordForm(
  fields: readonly Field[],
  row: Row | undefined,
  validate: (values: FormValues) => FieldErrors,
) {
  const form = useForm<FormValues>({ initialValues: initialValues(fields, row), validate });

  const focusFirst = (errors: Record<string, unknown>): void => {
    const first = inFormOrder(fields).find((field) => field.inputKey in errors);
    if (first) document.getElementById(inputId(first))?.focus();
  };

  return {
    form,
    focusFirst,
    /** Errors of the server for fields of this form; says whether there were any. */
    showErrors: (errors: FieldErrors): boolean => {
      const own = Object.fromEntries(
        Object.entries(errors).filter(([key]) => fields.some((field) => field.inputKey === key)),
      );
      if (Object.keys(own).length === 0) return false;
      form.setErrors(own);
      focusFirst(own);
      return true;
    },
    /** Takes over a record as what the form starts from. What was typed after the values `sent` stays as it is. */
    restart: (from: Row, sent?: FormValues): void => {
      const values = initialValues(fields, from);
      const typed = sent ? changedSince(sent, form.getValues()) : {};
      form.setInitialValues(values);
      form.resetDirty(values);
      form.setValues({ ...values, ...typed });
      form.clearErrors();
    },
  };
}

export const inputId = (field: Field): string => `field-${field.inputKey}`;

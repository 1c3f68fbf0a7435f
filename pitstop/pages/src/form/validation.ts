import type { z } from "zod";
import type { Row } from "../api.ts";
import { type Field, type FormValue, Unreadable } from "../kinds/kind.ts";
import { messageOf } from "./message.ts";

export type FormValues = Record<string, FormValue>;
/** One message for each field, by input key. */
export type FieldErrors = Record<string, string>;

type Input = Record<string, unknown>;

/** What a form starts with: the values of a record, or for a new one the defaults of the schema. */
export const initialValues = (fields: readonly Field[], row: Row | undefined): FormValues =>
  Object.fromEntries(
    fields.map((field) => [
      field.inputKey,
      field.kind.toForm(row ? row[field.key] : field.schema.safeParse(undefined).data),
    ]),
  );

/** What a form holds that it did not hold at an earlier moment. */
export const changedSince = (earlier: FormValues, now: FormValues): FormValues =>
  Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== earlier[key]));

/** What was filled in, as input of the API. */
export function readValues(fields: readonly Field[], values: FormValues) {
  const input: Input = {};
  const errors: FieldErrors = {};
  for (const field of fields) {
    try {
      const value = field.kind.toInput(values[field.inputKey] ?? null, field);
      if (value !== undefined) input[field.inputKey] = value;
      else if (field.required) errors[field.inputKey] = messageOf({ code: "invalid_type", input: undefined });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      errors[field.inputKey] = error.message;
    }
  }
  return { input, errors };
}

/**
 * What differs from the record, as input of an update. Only this is validated and sent: a rule that was tightened
 * after a value was written does not stand in the way of changing another one, and nobody's change to another
 * field is overwritten.
 */
export function readChanges(fields: readonly Field[], values: FormValues, row: Row) {
  const start = initialValues(fields, row);
  // What was not touched is not read either: another writer may have stored what no form would take.
  const touched = fields.filter(({ inputKey }) => values[inputKey] !== start[inputKey]);
  const before = readValues(touched, start).input;
  const { input, errors } = readValues(touched, values);
  const changed: Input = {};
  for (const { inputKey } of touched) {
    // What may be empty reads as null; nothing at all means that a value has been taken away that must be there.
    if (!(inputKey in input)) errors[inputKey] ??= messageOf({ code: "invalid_type", input: undefined });
    else if (JSON.stringify(input[inputKey]) !== JSON.stringify(before[inputKey])) {
      changed[inputKey] = input[inputKey];
    }
  }
  return { input: changed, errors };
}

/** The messages of a domain's own schema, first one of each field. */
export function schemaErrors(schema: z.ZodType, input: Input): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of schema.safeParse(input, { error: messageOf }).error?.issues ?? []) {
    errors[String(issue.path[0] ?? "")] ??= issue.message;
  }
  return errors;
}

import { Checkbox, Select } from "@mantine/core";
import type { FormValue, InputProps, Kind } from "./kind.ts";
import { operator } from "./operator.tsx";

const words = (value: unknown): string => (value === true ? "Yes" : "No");
const choices = [
  { value: true, label: "Yes" },
  { value: false, label: "No" },
];

const toForm = (stored: unknown): FormValue => (typeof stored === "boolean" ? stored : null);

export const boolean: Kind = {
  toForm,
  toInput: (value, field) => (field.nullable ? value : value === true),
  Input: BooleanField,
  Cell: ({ value }) => words(value),
  operators: [operator("equals", "is", { toForm, toInput: (value) => value, Input: YesOrNo })],
  Value: ({ value }) => words(value),
};

function BooleanField({ field, id, value, onChange, error }: InputProps) {
  const common = { id, label: field.label, description: field.description, error };
  if (!field.nullable) {
    return (
      <Checkbox
        {...common}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  return (
    <Select<boolean>
      {...common}
      data={choices}
      value={typeof value === "boolean" ? value : null}
      onChange={onChange}
      placeholder="Not set"
      clearable
    />
  );
}

function YesOrNo({ field, id, value, onChange, error }: InputProps) {
  return (
    <Select<boolean>
      id={id}
      label={field.label}
      error={error}
      data={choices}
      value={typeof value === "boolean" ? value : null}
      onChange={onChange}
      placeholder="Choose one"
    />
  );
}

import { Checkbox, Select } from "@mantine/core";
import { EmptyCheckbox } from "./empty-checkbox.tsx";
import type { FilterProps, InputProps, Kind } from "./kind.ts";

const words = (value: unknown): string => (value === true ? "Yes" : "No");
const choices = [
  { value: true, label: "Yes" },
  { value: false, label: "No" },
];

export const boolean: Kind = {
  toForm: (stored) => (typeof stored === "boolean" ? stored : null),
  toInput: (value, field) => (field.nullable ? value : value === true),
  Input: BooleanField,
  Cell: ({ value }) => words(value),
  Filter: BooleanFilter,
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

function BooleanFilter({ field, condition, onChange }: FilterProps) {
  return (
    <div>
      <Select<boolean>
        label={field.label}
        placeholder="Any"
        data={choices}
        value={typeof condition?.equals === "boolean" ? condition.equals : null}
        onChange={(equals) => onChange(equals === null ? undefined : { equals })}
        clearable
      />
      <EmptyCheckbox field={field} condition={condition} onChange={onChange} />
    </div>
  );
}

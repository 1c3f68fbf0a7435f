import { Anchor, Textarea, TextInput } from "@mantine/core";
import { innermost } from "@pitstop/types";
import { z } from "zod";
import { DebouncedTextInput } from "./debounced-text-input.tsx";
import { EmptyCheckbox } from "./empty-checkbox.tsx";
import type { Field, FilterProps, InputProps, Kind } from "./kind.ts";

export const text: Kind = {
  toForm: (stored) => (stored == null ? "" : String(stored)),
  toInput: (value, field) => (value === "" && field.nullable ? null : value),
  Input: TextField,
  Cell: TextCell,
  Filter: TextFilter,
  Value: ({ value }) => `“${String(value)}”`,
};

function TextField({ field, id, value, onChange, error }: InputProps) {
  const common = {
    id,
    label: field.label,
    description: field.description,
    required: field.required,
    error,
    value: String(value ?? ""),
  };
  return field.isMultiline ? (
    <Textarea
      {...common}
      autosize
      minRows={4}
      maxRows={16}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...common} {...inputType(field)} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

/** Brings up the right keyboard on a phone; `noValidate` of the form leaves the checking to the schema. */
function inputType(field: Field): { type: string; autoComplete?: string } {
  const format = formatOf(field);
  if (format === "email") return { type: "email", autoComplete: "off" };
  if (format === "url") return { type: "url" };
  return { type: "text", autoComplete: "off" };
}

const formatOf = (field: Field): string | null => {
  const bare = innermost(field.schema);
  return bare instanceof z.ZodString || bare instanceof z.ZodStringFormat ? bare.format : null;
};

function TextCell({ value, field }: { value: unknown; field: Field }) {
  const shown = String(value);
  const format = formatOf(field);
  // Only these two become links: a stored `javascript:` address must never be one.
  if (format === "email") return <Anchor href={`mailto:${shown}`}>{shown}</Anchor>;
  if (format === "url" && /^https?:/i.test(shown)) return <Anchor href={shown}>{shown}</Anchor>;
  return shown;
}

function TextFilter({ field, condition, onChange }: FilterProps) {
  return (
    <div>
      <DebouncedTextInput
        label={`${field.label} contains`}
        value={String(condition?.contains ?? "")}
        onCommit={(contains) => onChange(contains ? { contains } : undefined)}
      />
      <EmptyCheckbox field={field} condition={condition} onChange={onChange} />
    </div>
  );
}

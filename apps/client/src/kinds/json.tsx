import { Code, Textarea } from "@mantine/core";
import { EmptyCheckbox } from "./empty-checkbox.tsx";
import { type InputProps, type Kind, Unreadable } from "./kind.ts";

export const json: Kind = {
  toForm: (stored) => (stored == null ? "" : JSON.stringify(stored, null, 2)),
  toInput: (value, field) => {
    const text = String(value ?? "").trim();
    if (text === "") return field.nullable ? null : undefined;
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Unreadable(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
  Input: JsonField,
  Cell: ({ value }) => <Code>{shortened(JSON.stringify(value))}</Code>,
  Filter: EmptyCheckbox,
  Value: ({ value }) => <Code>{shortened(JSON.stringify(value))}</Code>,
};

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function JsonField({ field, id, value, onChange, error }: InputProps) {
  return (
    <Textarea
      id={id}
      label={field.label}
      description={field.description ?? "JSON"}
      required={field.required}
      error={error}
      value={String(value ?? "")}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={4}
      maxRows={20}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}

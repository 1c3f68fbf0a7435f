import { Textarea } from "@mantine/core";
import type { InputProps } from "@pitstop/pages";

/** Remarks in forms: with a count of what is left. */
export function RemarksField({ field, id, value, onChange, error }: InputProps) {
  const text = String(value ?? "");
  return (
    <Textarea
      id={id}
      label={field.label}
      description={`${2000 - text.length} characters left`}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}

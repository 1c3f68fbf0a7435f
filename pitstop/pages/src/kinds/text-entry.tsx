import { Textarea, type TextareaProps, TextInput } from "@mantine/core";
import type { ChangeEvent, HTMLAttributes, KeyboardEvent, ReactNode } from "react";
import type { FormValue, InputProps } from "./kind.ts";

interface TextEntryProps extends InputProps {
  /** The keyboard that a phone brings up. */
  inputMode?: HTMLAttributes<HTMLElement>["inputMode"];
  placeholder?: string;
  /** What stands under the label where the field itself has no description. */
  hint?: string;
  rightSection?: ReactNode;
  /** The value may hold line breaks: an `<input>` would drop them. */
  lines?: Pick<TextareaProps, "minRows" | "maxRows" | "styles" | "spellCheck">;
  /** Enter is a line break rather than the end of the form. */
  isMultiline?: boolean;
}

/** Whatever is written as text. The input keeps every character: what is wrong with it, the schema says on saving. */
export function TextEntry({ field, value, onChange, hint, lines, isMultiline, ...input }: TextEntryProps) {
  const { stored: _stored, self: _self, ...shown } = input;
  const common = {
    ...shown,
    dir: "auto",
    autoComplete: "off",
    label: field.label,
    description: field.description ?? hint,
    required: field.required,
    value: String(value ?? ""),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(event.currentTarget.value),
  };
  if (!lines) return <TextInput {...common} />;
  return <Textarea {...common} {...lines} autosize {...(!isMultiline && { onKeyDown: submitOnEnter })} />;
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  // While a character is being composed, Enter chooses it.
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** What a text field sends: null or nothing for an empty one, else what `read` makes of the text without outer blanks. */
export const readWith =
  (read: (text: string) => unknown) =>
  (value: FormValue, field: { nullable: boolean }): unknown => {
    const text = String(value ?? "").trim();
    if (text === "") return field.nullable ? null : undefined;
    return read(text);
  };

/** A stored value as text. */
export const textOf = (stored: unknown): string => (stored == null ? "" : String(stored));

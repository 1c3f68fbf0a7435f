import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";

const PAUSE_IN_TYPING = 300;

interface DebouncedTextInputProps extends Omit<TextInputProps, "value" | "onChange"> {
  value: string;
  onCommit: (text: string) => void;
}

/** A text input that reports when the typing pauses, on Enter, and at once when it is emptied. */
export function DebouncedTextInput({ value, onCommit, ...input }: DebouncedTextInputProps) {
  const [typed, setTyped] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  // What was reported and hasn't come back as the value yet: by then more may have been typed.
  const [reported, setReported] = useState<readonly string[]>([]);
  const commit = useDebouncedCallback(
    (text: string) => {
      const next = text.trim() ? text : "";
      if (next !== value) setReported((others) => [...others, next]);
      onCommit(next);
    },
    { delay: PAUSE_IN_TYPING, flushOnUnmount: false },
  );
  // The value changed elsewhere (back button, "clear filters"), unless it is what was typed a moment ago.
  if (value !== lastValue) {
    setLastValue(value);
    const index = reported.indexOf(value);
    setReported(index < 0 ? [] : reported.slice(index + 1));
    if (index < 0 && !commit.isPending()) setTyped(value);
  }
  return (
    <TextInput
      autoComplete="off"
      dir="auto"
      {...input}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        commit(text);
        if (text === "") commit.flush();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit.flush();
      }}
    />
  );
}

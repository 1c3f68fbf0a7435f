import { Code } from "@mantine/core";
import type { InputProps, Kind } from "./kind.ts";
import { readJson } from "./read-json.ts";
import { readWith, TextEntry } from "./text-entry.tsx";

export const json: Kind = {
  toForm: (stored) => (stored == null ? "" : JSON.stringify(stored, null, 2)),
  toInput: readWith(readJson),
  Input: JsonField,
  Cell: ({ value }) => <Code>{shortened(JSON.stringify(value))}</Code>,
  operators: [],
  Value: ({ value }) => <Code>{shortened(JSON.stringify(value))}</Code>,
};

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function JsonField(props: InputProps) {
  return <TextEntry {...props} hint="JSON" lines={code} isMultiline />;
}

const code = {
  minRows: 4,
  maxRows: 20,
  spellCheck: false,
  styles: { input: { fontFamily: "var(--mantine-font-family-monospace)" } },
};

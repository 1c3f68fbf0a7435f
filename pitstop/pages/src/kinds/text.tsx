import { Anchor } from "@mantine/core";
import { innermost } from "@pitstop/domain";
import { z } from "zod";
import type { Field, FormValue, InputProps, Kind } from "./kind.ts";
import { operator } from "./operator.tsx";
import { TextEntry, textOf } from "./text-entry.tsx";

/** What is looked for stays as it is, blanks included. */
const oneLine = {
  toForm: textOf,
  toInput: (value: FormValue) => value,
  Input: (props: InputProps) => <TextEntry {...props} />,
};

export const text: Kind = {
  toForm: textOf,
  toInput: (value, field) => (value === "" && field.nullable ? null : value),
  Input: TextField,
  Cell: TextCell,
  operators: [operator("contains", "contains", oneLine), operator("equals", "is", oneLine)],
  Value: ({ value }) => (
    <>
      “<bdi>{String(value)}</bdi>”
    </>
  ),
};

/** Several lines even where one is expected: an `<input>` drops line breaks, of a stored value too. */
function TextField(props: InputProps) {
  const { isMultiline } = props.field;
  return (
    <TextEntry
      {...props}
      lines={isMultiline ? { minRows: 4, maxRows: 16 } : { minRows: 1, maxRows: 6 }}
      isMultiline={isMultiline}
      inputMode={keyboards[formatOf(props.field) ?? ""] ?? "text"}
    />
  );
}

// Not the input's type: a browser changes what is typed into an input of addresses (it trims, and rewrites host names).
const keyboards: Record<string, "email" | "url"> = { email: "email", url: "url" };

const formatOf = (field: Field): string | null => {
  const bare = innermost(field.schema);
  return bare instanceof z.ZodString || bare instanceof z.ZodStringFormat ? bare.format : null;
};

function TextCell({ value, field }: { value: unknown; field: Field }) {
  const shown = String(value);
  const format = formatOf(field);
  // Only these two become links: a stored `javascript:` address must never be one.
  if (format === "email")
    return (
      <Anchor inherit href={`mailto:${shown}`}>
        <bdi>{shown}</bdi>
      </Anchor>
    );
  if (format === "url" && /^https?:/i.test(shown))
    return (
      <Anchor inherit href={shown}>
        <bdi>{shown}</bdi>
      </Anchor>
    );
  return <bdi>{shown}</bdi>;
}

import { Badge, MultiSelect, Select } from "@mantine/core";
import { innermost } from "@pitstop/domain";
import { z } from "zod";
import type { Field, InputProps, Kind } from "./kind.ts";
import { operator } from "./operator.tsx";

/** "plugInHybrid" and "plug_in-hybrid" → "Plug in hybrid". */
function words(value: unknown): string {
  const spaced = String(value)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** What can be chosen, and what was chosen when it still could. */
function choicesOf(field: Field, chosen: readonly unknown[]) {
  const bare = innermost(field.schema);
  const options = (bare instanceof z.ZodEnum ? bare.options : []).map(String);
  const retired = chosen.map(String).filter((value) => !options.includes(value));
  return [...options, ...retired].map((value) => ({ value, label: words(value) }));
}

const severalChosen = (operand: unknown): readonly string[] =>
  Array.isArray(operand) ? operand.map(String) : [];

export const enumeration: Kind = {
  toForm: (stored) => (typeof stored === "string" ? stored : null),
  toInput: (value, field) => (value === null && !field.nullable ? undefined : value),
  Input: EnumerationField,
  Cell: ({ value }) => (
    <Badge variant="default" tt="none" fw={500} miw="max-content">
      {words(value)}
    </Badge>
  ),
  operators: [
    operator("in", "is", {
      toForm: severalChosen,
      toInput: (value) => (severalChosen(value).length > 0 ? value : undefined),
      Input: SeveralChoices,
    }),
  ],
  Value: ({ value }) => words(value),
};

function EnumerationField({ field, id, value, onChange, error, stored }: InputProps) {
  return (
    <Select
      id={id}
      label={field.label}
      description={field.description}
      required={field.required}
      error={error}
      data={choicesOf(
        field,
        [value, stored].filter((one) => typeof one === "string"),
      )}
      value={typeof value === "string" ? value : null}
      onChange={onChange}
      placeholder={field.nullable ? "Not set" : "Choose one"}
      clearable={field.nullable}
      allowDeselect={field.nullable}
    />
  );
}

function SeveralChoices({ field, id, value, onChange, error }: InputProps) {
  const chosen = severalChosen(value);
  return (
    <MultiSelect
      id={id}
      label={field.label}
      error={error}
      placeholder={chosen.length > 0 ? "" : "Choose some"}
      data={choicesOf(field, chosen)}
      value={[...chosen]}
      onChange={onChange}
    />
  );
}

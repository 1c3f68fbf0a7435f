import { Id, Reference } from "@pitstop/domain";
import { useQuery } from "@tanstack/react-query";
import { useApplication } from "../application.ts";
import { type Domain, nameOf } from "../domains.ts";
import { AnchorLink } from "../links.tsx";
import type { Field, InputProps, Kind } from "./kind.ts";
import { operator } from "./operator.tsx";
import { RecordPicker } from "./record-picker.tsx";

/** Of a number, or of a text of digits where another program stored an id that no number holds. */
const idOf = (value: unknown): number | null => Id.safeParse(value).data ?? null;

/** A relation: a picker by name in forms and filters, a link in tables. */
export const relation: Kind = {
  toForm: (stored) => Reference.safeParse(stored).data?.id ?? null,
  toInput: (value, field) => (value === null && !field.nullable ? undefined : value),
  Input: RelationField,
  Cell: RelationCell,
  operators: [operator("equals", "is", { toForm: idOf, toInput: (value) => value, Input: RelatedRecord })],
  Value: RelatedName,
};

function targetOf(field: Field): Domain {
  if (!field.target) throw new Error(`The relation "${field.key}" leads nowhere.`);
  return field.target;
}

function RelationField({ field, id, value, onChange, error, stored, self }: InputProps) {
  return (
    <RecordPicker
      target={targetOf(field)}
      id={id}
      label={field.label}
      description={field.description}
      required={field.required}
      clearable={field.nullable}
      error={error}
      value={idOf(value)}
      known={Reference.safeParse(stored).data}
      onChange={onChange}
      placeholder={field.nullable ? "None" : "Choose one"}
      without={field.isReflexive ? self : undefined}
      withLink
    />
  );
}

function RelationCell({ value, field }: { value: unknown; field: Field }) {
  const reference = Reference.safeParse(value).data;
  if (!reference) return null;
  const { id } = reference;
  return (
    <AnchorLink to="/$plural/$id" params={{ plural: targetOf(field).plural, id: String(id) }} fz="inherit">
      <bdi>{reference.name}</bdi>
    </AnchorLink>
  );
}

function RelatedRecord({ field, id, value, onChange, error }: InputProps) {
  return (
    <RecordPicker
      target={targetOf(field)}
      id={id}
      label={field.label}
      error={error}
      value={idOf(value)}
      onChange={onChange}
      placeholder="Choose one"
    />
  );
}

function RelatedName({ value, field }: { value: unknown; field: Field }) {
  const { proceduresOf } = useApplication();
  const target = targetOf(field);
  const record = useQuery(proceduresOf(target).byId.queryOptions({ id: idOf(value) ?? 0 }));
  return record.data ? nameOf(target, record.data) : `number ${String(value)}`;
}

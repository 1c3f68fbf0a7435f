import { Id, isNullable, kindOf, recordAttributes } from "@pitstop/domain";
import type { z } from "zod";
import { described } from "./described.ts";
import { type Domain, relatedDomain } from "./domains.ts";
import { kinds } from "./kinds/index.ts";
import type { Field } from "./kinds/kind.ts";

/** What people fill in, in the order of the form: the attributes, then the relations. */
export function fieldsOf(domain: Domain): readonly Field[] {
  const known = fieldsByDomain.get(domain);
  if (known) return known;
  const { cells = {}, fields: inputs = {} } = domain.slots;
  const fields = [...attributeFields(domain), ...relationFields(domain)].map((field) => ({
    ...field,
    Cell: cells[field.key] ?? field.Cell,
    Input: inputs[field.key] ?? field.Input,
    isReadOnly: !domain.may.has("update") || domain.readOnly.has(field.key),
  }));
  fieldsByDomain.set(domain, fields);
  return fields;
}

/** What people fill in for a new record. */
export function writableFieldsOf(domain: Domain): readonly Field[] {
  const fields = fieldsOf(domain);
  if (domain.readOnly.size === 0) return fields;
  const known = writableByDomain.get(domain) ?? fields.filter(({ key }) => !domain.readOnly.has(key));
  writableByDomain.set(domain, known);
  return known;
}

const writableByDomain = new WeakMap<Domain, readonly Field[]>();

// The same array in every render, so that effects may depend on it.
const fieldsByDomain = new WeakMap<Domain, readonly Field[]>();

/** What the database fills in: when a record was created and changed. */
export const recordFields: readonly Field[] = Object.entries(recordAttributes).map(([key, schema]) =>
  attributeField(key, schema, schema),
);

/** By what a list can be filtered, in the order of the form. */
export const filterFieldsOf = (domain: Domain): readonly Field[] => [
  ...fieldsOf(domain),
  ...recordFields,
  idField,
];

const id = Id.meta({ label: "Number" });
const idField: Field = attributeField("id", id, id);

function attributeFields(domain: Domain): Field[] {
  return Object.entries(domain.attributes).map(([key, schema]) =>
    // A person fills in what the database only fills for clients of before.
    attributeField(key, schema, schema.meta()?.filled ? schema : inputSchema(domain, key)),
  );
}

function attributeField(key: string, attribute: z.ZodType, schema: z.ZodType): Field {
  return {
    key,
    inputKey: key,
    label: attribute.meta()?.label ?? key,
    description: described(attribute.meta() ?? {}),
    schema,
    isMultiline: attribute.meta()?.multiline ?? false,
    nullable: isNullable(attribute),
    required: isRequired(schema),
    ...shownAs(kindOf(attribute)),
    isReflexive: false,
    isReadOnly: false,
    target: undefined,
  };
}

function relationFields(domain: Domain): Field[] {
  return Object.entries(domain.relations).map(([key, relation]) => {
    const schema = inputSchema(domain, `${key}Id`);
    return {
      key,
      inputKey: `${key}Id`,
      label: relation.label,
      description: described(relation),
      schema,
      isMultiline: false,
      nullable: relation.nullable,
      required: relation.filled === true || isRequired(schema),
      ...shownAs("relation"),
      isReflexive: relation.domain === domain.name,
      isReadOnly: false,
      target: relatedDomain(domain, relation.domain),
    };
  });
}

function shownAs(kindName: Field["kindName"]): Pick<Field, "kind" | "kindName" | "Cell" | "Input"> {
  const kind = kinds[kindName];
  return { kind, kindName, Cell: kind.Cell, Input: kind.Input };
}

function inputSchema(domain: Domain, key: string): z.ZodType {
  return domain.create.shape[key] as z.ZodType; // a shape holds core types; the shared types build them of classic ones
}

function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}

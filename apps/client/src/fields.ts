import { Id, isNullable, kindOf, recordAttributes } from "@pitstop/types";
import type { z } from "zod";
import { type Domain, domainByName } from "./domains.ts";
import { kinds } from "./kinds/index.ts";
import type { Field } from "./kinds/kind.ts";

/** What people fill in, in the order of the form: the attributes, then the relations. */
export function fieldsOf(domain: Domain): readonly Field[] {
  const known = fieldsByDomain.get(domain);
  if (known) return known;
  const fields = [...attributeFields(domain), ...relationFields(domain)];
  fieldsByDomain.set(domain, fields);
  return fields;
}

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
    description: descriptionOf(attribute),
    schema,
    isMultiline: attribute.meta()?.multiline ?? false,
    nullable: isNullable(attribute),
    required: isRequired(schema),
    kind: kinds[kindOf(attribute)],
    kindName: kindOf(attribute),
    isReflexive: false,
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
      description: undefined,
      schema,
      isMultiline: false,
      nullable: relation.nullable,
      required: relation.filled === true || isRequired(schema),
      kind: kinds.relation,
      kindName: "relation",
      isReflexive: relation.domain === domain.name,
      target: domainByName(relation.domain),
    };
  });
}

function inputSchema(domain: Domain, key: string): z.ZodType {
  return domain.create.shape[key] as z.ZodType; // a shape holds core types; the shared types build them of classic ones
}

function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}

function descriptionOf(attribute: z.ZodType): string | undefined {
  const { description, deprecated } = attribute.meta() ?? {};
  const parts = [deprecated ? "Deprecated: it will be removed." : undefined, description];
  return parts.filter(Boolean).join(" ") || undefined;
}

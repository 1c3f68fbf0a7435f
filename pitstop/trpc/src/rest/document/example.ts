import { isNullable, kindOf, recordAttributes, sortKeys } from "@pitstop/domain";
import { exampleOf } from "@pitstop/domain/example";
import { z } from "zod";
import type { RestDomain, RestOperation } from "../operation.ts";

/** A record that the seeds put into the database, by attribute; empty where a domain has none. */
export type SeededRecord = Readonly<Record<string, unknown>>;

/** A call that works against the seeded data, in the words of both sides. */
export interface Example {
  /** The input of the procedure. */
  input: unknown;
  /** The query string, with its question mark; empty where there is none. */
  query: string;
  body: unknown;
}

type Values = Record<string, unknown>;

/** Of a procedure of a domain's own: what its input must have. */
function customExample({ input, hasBody }: RestOperation): Example {
  if (!(input instanceof z.ZodObject))
    return { input: input && {}, query: "", body: hasBody ? {} : undefined };
  const required = Object.entries<z.ZodType>(input.shape).filter(
    ([, schema]) => !schema.safeParse(undefined).success,
  );
  const values = Object.fromEntries(required.map(([name, schema]) => [name, exampleOf(schema, 1)]));
  if (hasBody) return { input: values, query: "", body: values };
  const query = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return { input: values, query: query.length > 0 ? `?${query.join("&")}` : "", body: undefined };
}

/** An example of an operation. Records have the ids 1, 2, … in the order in which the seeds write them. */
export function exampleOfCall(operation: RestOperation, seeded: SeededRecord): Example {
  const { kind, domain } = operation;
  if (!domain) return customExample(operation);
  switch (kind) {
    case "list":
      return listExample(domain, seeded);
    case "count": {
      const filter = filterExample(domain, seeded);
      return { input: { ...(filter && { filter }) }, query: queryOf(filter), body: undefined };
    }
    case "byId":
    case "delete":
    case "history":
      return { input: { id: 1 }, query: "", body: undefined };
    case "create": {
      const body = createExample(domain, seeded);
      return { input: body, query: "", body };
    }
    case "update": {
      const body = { version: 1, ...changeExample(domain, seeded) };
      return { input: { id: 1, ...body }, query: "", body };
    }
    case "restore":
      return { input: { id: 1, to: 1 }, query: "", body: { to: 1 } };
    default:
      return customExample(operation);
  }
}

/** A record as the API answers it, related to the first one of each other domain; `written` is what a call gave. */
export function exampleRecord(
  domain: RestDomain,
  domains: Readonly<Record<string, RestDomain>>,
  seeded: Readonly<Record<string, SeededRecord>>,
  written: { version?: number },
): Values {
  const { version, ...values } = written;
  const attributes = attributesOf(domain, seeded[domain.name] ?? {});
  const record: Values = { id: 1, ...attributes };
  for (const [name, value] of Object.entries(values))
    if (Object.hasOwn(attributes, name)) record[name] = value;
  for (const [name, relation] of Object.entries(domain.relations)) {
    const title =
      Object.values(domains).find((candidate) => candidate.name === relation.domain)?.title ?? "id";
    record[name] = { id: 1, name: String(seeded[relation.domain]?.[title] ?? 1) };
  }
  const moments = Object.keys(recordAttributes).map((name) => [name, "2026-01-31T12:00:00.000Z"]);
  return { ...record, ...Object.fromEntries(moments), version: (version ?? 0) + 1 };
}

function listExample(domain: RestDomain, seeded: SeededRecord): Example {
  const filter = filterExample(domain, seeded);
  const by = sortKeys(domain.attributes).find((key) => key === domain.title);
  const sort = by && { by };
  return {
    input: { ...(filter && { filter }), ...(sort && { sort }) },
    query: queryOf(filter, ...(by ? [["sort", by] as const] : [])),
    body: undefined,
  };
}

/** The first attribute beside the title whose value many records share, as the first seeded record has it. */
function filterExample(
  domain: RestDomain,
  seeded: SeededRecord,
): Record<string, { equals: unknown }> | undefined {
  const name = Object.entries(domain.attributes).find(
    ([attribute, schema]) =>
      attribute !== domain.title &&
      typeof seeded[attribute] === "string" &&
      schema.meta()?.multiline !== true &&
      schema.meta()?.deprecated !== true &&
      ["text", "enum"].includes(kindOf(schema)),
  )?.[0];
  return name === undefined ? undefined : { [name]: { equals: seeded[name] } };
}

function queryOf(
  filter: Record<string, { equals: unknown }> | undefined,
  ...more: (readonly [string, string])[]
): string {
  const filters = Object.entries(filter ?? {}).map(([name, { equals }]) => [name, String(equals)] as const);
  const pairs = [...filters, ...more].map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("!", "%21")}`,
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** Like the first seeded record, with another title: it may have to be the only one of its name. */
function createExample(domain: RestDomain, seeded: SeededRecord): Values {
  const values = attributesOf(domain, seeded);
  const title = domain.attributes[domain.title];
  const another = `${values[domain.title]} (2)`;
  if (title?.safeParse(another).success) values[domain.title] = another;
  for (const name of Object.keys(domain.relations)) values[`${name}Id`] = 1;
  return values;
}

/** One attribute that can be changed on the record with the id 1. */
function changeExample(domain: RestDomain, seeded: SeededRecord): Values {
  const values = attributesOf(domain, seeded);
  const names = Object.keys(values).filter((name) => domain.attributes[name]?.meta()?.deprecated !== true);
  const name = names.find((candidate) => candidate !== domain.title) ?? names[0];
  return name === undefined ? {} : { [name]: values[name] };
}

/** What the seeds say of each attribute, and an example for what they do not say; what is deprecated is left out. */
function attributesOf(domain: RestDomain, seeded: SeededRecord): Values {
  const values: Values = {};
  for (const [name, schema] of Object.entries(domain.attributes)) {
    if (schema.meta()?.deprecated && isNullable(schema)) continue;
    values[name] = Object.hasOwn(seeded, name) ? seeded[name] : exampleOf(schema, 1);
  }
  return values;
}

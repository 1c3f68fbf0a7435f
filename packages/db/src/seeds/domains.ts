import type { EntityName } from "@mikro-orm/core";
import { domains } from "@pitstop/types";
import { exampleOf } from "@pitstop/types/example";
import { entities } from "../entities/index.ts";
import { records } from "./records/index.ts";
import type { SeedRecord } from "./seed-record.ts";

type Attributes = Record<string, Parameters<typeof exampleOf>[0]>;

/** What seeding needs of a domain, whichever it is. */
export interface SeedDomain {
  readonly name: string;
  readonly plural: string;
  readonly label: { readonly one: string; readonly many: string };
  readonly title: string;
  readonly attributes: Attributes;
  readonly relations: Readonly<Record<string, { readonly domain: string; readonly nullable: boolean }>>;
}

/** Every domain by its name. */
export const seedDomains: Readonly<Record<string, SeedDomain>> = domains;

/** The entity of a domain. */
export const entityOf = (name: string): EntityName<object> =>
  (entities as Record<string, unknown>)[name] as EntityName<object>; // one entity per domain, whichever it is

/** The records that a domain begins with; none where nobody wrote any. */
export async function recordsOf(name: string): Promise<SeedRecord[]> {
  const read = (records as Record<string, (() => Promise<SeedRecord[]>) | undefined>)[name];
  return read ? read() : [];
}

/** The value of each attribute: what the record names, and an example for what it does not. */
export function valuesOf(domain: SeedDomain, record: SeedRecord, number: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [attribute, schema] of Object.entries(domain.attributes)) {
    values[attribute] = Object.hasOwn(record, attribute) ? record[attribute] : exampleOf(schema, number);
  }
  return values;
}

/**
 * The domains that are seeded, those that others refer to first: all that have records to begin with, and what these
 * cannot be without. Domains that require each other in a circle are left out.
 */
export function seedOrder(): SeedDomain[] {
  const order: SeedDomain[] = [];
  const visit = (name: string, path: readonly string[]): boolean => {
    const domain = seedDomains[name];
    if (!domain || path.includes(name)) return false;
    if (order.includes(domain)) return true;
    for (const relation of Object.values(domain.relations)) {
      const isThere = visit(relation.domain, [...path, name]);
      if (!isThere && !relation.nullable) return false;
    }
    order.push(domain);
    return true;
  };
  for (const name of Object.keys(records)) visit(name, []);
  return order;
}

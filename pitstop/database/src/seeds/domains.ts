import { exampleOf } from "@pitstop/domain/example";
import type { DatabaseDefinition } from "../definition.ts";
import type { SeedDomain } from "./seed-domain.ts";
import type { SeedRecord } from "./seed-record.ts";

/** The records that a domain begins with; none where nobody wrote any. */
export const recordsOf = async (
  { records }: Pick<DatabaseDefinition, "records">,
  name: string,
): Promise<SeedRecord[]> => records[name]?.() ?? [];

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
export function seedOrder({ domains, records }: DatabaseDefinition): SeedDomain[] {
  const order: SeedDomain[] = [];
  const visit = (name: string, path: readonly string[]): boolean => {
    const domain = domains[name];
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

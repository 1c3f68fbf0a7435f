import type { EntityManager } from "@mikro-orm/postgresql";
import { type DatabaseDefinition, entityOf } from "../definition.ts";
import { recordsOf, seedOrder, valuesOf } from "./domains.ts";
import type { SeedDomain } from "./seed-domain.ts";
import type { SeedRecord } from "./seed-record.ts";

/** How many records a domain gets that others need and nobody wrote records for. */
const EXAMPLES = 20;

/** How many records were added, by domain: `{ category: 3, car: 406 }`. */
export type Seeded = Record<string, number>;

/** Fills an empty database with its first records. Adds nothing where any data is. */
export async function seedWhenEmpty(definition: DatabaseDefinition, em: EntityManager): Promise<Seeded> {
  return em.fork().transactional(async (transaction) => {
    const seeded: Seeded = {};
    for (const name of Object.keys(definition.domains)) {
      if ((await transaction.count(entityOf(definition, name))) > 0) return seeded;
    }
    const written = new Map<string, Map<unknown, object>>();
    for (const domain of seedOrder(definition)) {
      const rows = await seedRecords(definition, domain);
      const byTitle = new Map<unknown, object>();
      for (const [index, record] of rows.entries()) {
        const values = {
          ...valuesOf(domain, record, index + 1),
          ...relatedTo(domain, record, index, written),
        };
        // The values come from the schema that the entity agrees with.
        const row = transaction.create(entityOf(definition, domain.name), values as never);
        byTitle.set(values[domain.title as keyof typeof values] ?? index, row);
      }
      written.set(domain.name, byTitle);
      seeded[domain.name] = rows.length;
    }
    await transaction.flush();
    return seeded;
  });
}

async function seedRecords(definition: DatabaseDefinition, { name }: SeedDomain): Promise<SeedRecord[]> {
  const rows = await recordsOf(definition, name);
  return rows.length > 0 ? rows : Array.from({ length: EXAMPLES }, () => ({}));
}

/** The related records: by the title that the record names, otherwise in turn. */
function relatedTo(
  { relations }: SeedDomain,
  record: SeedRecord,
  index: number,
  written: ReadonlyMap<string, ReadonlyMap<unknown, object>>,
): Record<string, object | null> {
  const related: Record<string, object | null> = {};
  for (const [relation, { domain }] of Object.entries(relations)) {
    const others = written.get(domain);
    const named = Object.hasOwn(record, relation) ? others?.get(record[relation]) : undefined;
    const inTurn = [...(others?.values() ?? [])][index % (others?.size || 1)];
    related[relation] = named ?? (Object.hasOwn(record, relation) ? null : inTurn) ?? null;
  }
  return related;
}

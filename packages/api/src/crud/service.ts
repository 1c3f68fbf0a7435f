import type { EntityName } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import { type RetiredEntry, retiredEntries } from "@pitstop/db";
import type { z } from "zod";
import { type Count, countRecords } from "./count.ts";
import type { Restriction } from "./filter.ts";
import { listPage, type Page, type PageRequest } from "./list.ts";
import { type Domain, type Table, tableOf } from "./table.ts";
import { createRecord, deleteRecord, readRecord, updateRecord } from "./write.ts";

interface DomainWithSchemas extends Domain {
  output: z.ZodType;
  create: z.ZodType<Record<string, unknown>>;
  update: z.ZodType<{ id: number; version: number }>;
  list: z.ZodType;
  count: z.ZodType;
}

/**
 * What every domain does: list, count, read, create, update, delete. Each function takes an EntityManager (inside
 * `em.transactional` it takes part) and input that the domain's schema has validated, and throws ApiErrors. A domain
 * that does something differently spreads this into its own service and writes that function itself. `retired` is what
 * the database keeps for clients of before.
 */
export function crudService<const D extends DomainWithSchemas>(
  domain: D,
  entity: EntityName,
  retired: readonly RetiredEntry[] = retiredEntries,
) {
  type Item = z.output<D["output"]>;
  let known: Table | undefined;
  const table = (em: EntityManager): Table => {
    known ??= tableOf(em, domain, entity, retired);
    return known;
  };
  return {
    list: (em: EntityManager, input: z.output<D["list"]>): Promise<Page<Item>> =>
      listPage(em, table(em), input as PageRequest), // the list schema of every domain has this form
    count: (em: EntityManager, input: z.output<D["count"]>): Promise<Count> =>
      countRecords(em, table(em), input as Restriction), // as above
    byId: (em: EntityManager, { id }: { id: number }): Promise<Item> => readRecord(em, table(em), id),
    create: (em: EntityManager, input: z.output<D["create"]>): Promise<Item> =>
      createRecord(em, table(em), input),
    update: (em: EntityManager, input: z.output<D["update"]>): Promise<Item> =>
      updateRecord(em, table(em), input),
    delete: (
      em: EntityManager,
      input: { id: number; version?: number | undefined },
    ): Promise<{ id: number }> => deleteRecord(em, table(em), input),
  };
}

import type { EntityName } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { HistoryQuery, Restoration, TrashQuery } from "@pitstop/domain";
import type { z } from "zod";
import { hiddenColumns } from "../access/hidden-columns.ts";
import { reachOf } from "../access/reach.ts";
import type { Verb } from "../access/rules.ts";
import { readAllChanges } from "../changes/all-changes.ts";
import { isLogged, TRASH_DAYS } from "../changes/change-log.ts";
import { type ChangePage, readHistory } from "../changes/history.ts";
import { restoreRecord } from "../changes/restore.ts";
import type { ShownChange } from "../changes/shown-change.ts";
import { readTrash } from "../changes/trash.ts";
import { type Count, countRecords } from "./count.ts";
import type { Restriction } from "./filter.ts";
import { listPage, type Page, type PageRequest } from "./list.ts";
import type { Reached } from "./reached.ts";
import { type Domain, type KnownTables, type Table, tableOf } from "./table.ts";
import { createRecord, deleteRecord, readRecord, updateRecord } from "./write.ts";

/** A domain as `defineDomain` gives it, in what a service needs. */
export interface DomainWithSchemas extends Domain {
  output: z.ZodType;
  create: z.ZodType<Record<string, unknown>>;
  update: z.ZodType<{ id: number; version: number }>;
  list: z.ZodType;
  count: z.ZodType;
}

/**
 * What every domain does: list, count, read, create, update, delete; and, where changes are logged, history, trash and
 * restore. Each function takes an EntityManager (inside
 * `em.transactional` it takes part) and input that the domain's schema has validated, keeps the access rules of the
 * user it works for (`asUser`, which every procedure does; `asApplication`), and throws ApiErrors. A domain
 * that does something differently spreads this into its own service and writes that function itself.
 */
export function crudService<const D extends DomainWithSchemas>(
  domain: D,
  entity: EntityName,
  known: KnownTables,
) {
  type Item = z.output<D["output"]>;
  const trashDays = (): number => known.changeLog?.trashDays ?? TRASH_DAYS;
  let read: Table | undefined;
  /** The table, and what the present caller reaches of it. Throws Forbidden. */
  const reached = (em: EntityManager, verb: Verb): Reached => {
    const reach = reachOf(known.access, domain, verb);
    read ??= tableOf(em, domain, entity, known);
    return {
      table: read,
      reach,
      hidden: hiddenColumns(read, reach),
      isLogged: isLogged(known.changeLog, domain.name),
    };
  };
  return {
    list: async (em: EntityManager, input: z.output<D["list"]>): Promise<Page<Item>> =>
      listPage(em, reached(em, "read"), input as PageRequest), // the list schema of every domain has this form
    count: async (em: EntityManager, input: z.output<D["count"]>): Promise<Count> =>
      countRecords(em, reached(em, "read"), input as Restriction), // as above
    byId: async (em: EntityManager, { id }: { id: number }): Promise<Item> =>
      readRecord(em, reached(em, "read"), id),
    create: async (em: EntityManager, input: z.output<D["create"]>): Promise<Item> =>
      createRecord(em, reached(em, "create"), input),
    update: async (em: EntityManager, input: z.output<D["update"]>): Promise<Item> =>
      updateRecord(em, reached(em, "update"), input),
    delete: async (
      em: EntityManager,
      input: { id: number; version?: number | undefined },
    ): Promise<{ id: number }> => deleteRecord(em, reached(em, "delete"), input),
    history: async (em: EntityManager, input: HistoryQuery): Promise<ChangePage> =>
      readHistory(em, reached(em, "read"), input),
    trash: async (em: EntityManager, input: TrashQuery): Promise<ChangePage> =>
      readTrash(em, reached(em, "read"), { ...input, days: trashDays() }),
    /** For commands: of one record, or of all; also of those that are gone for good. */
    changes: async (
      em: EntityManager,
      wanted: { id?: number | undefined; limit: number },
    ): Promise<ShownChange[]> => readAllChanges(em, reached(em, "read"), wanted),
    restore: async (em: EntityManager, input: Restoration): Promise<Item> =>
      restoreRecord(
        em,
        {
          output: domain.output,
          create: domain.create,
          trashDays: trashDays(),
          reached: (verb) => reached(em, verb),
        },
        input,
      ),
  };
}

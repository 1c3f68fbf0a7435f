import { z } from "zod";
import { Id, Timestamp, Version } from "./attribute.ts";
import { compiled } from "./compiled.ts";

/** Which record: the input of `byId`. */
export const ById = compiled(z.strictObject({ id: Id }));
export type ById = z.infer<typeof ById>;

/** The input of `delete`. With a version, the record is deleted only if it still is the one that was read. */
export const Deletion = compiled(z.strictObject({ id: Id, version: Version.optional() }));
export type Deletion = z.infer<typeof Deletion>;

/** What `delete` answers. */
export const Deleted = compiled(z.object({ id: Id }));
export type Deleted = z.infer<typeof Deleted>;

/** What `count` answers; `exact` says whether it was counted or estimated. */
export const Count = compiled(z.object({ count: z.int(), exact: z.boolean() }));
export type Count = z.infer<typeof Count>;

const changePage = {
  limit: z.int().min(1).max(100).optional(),
  cursor: z.string().max(40).optional(),
};

/** The input of `history`: of which record; `cursor` is a `nextCursor` of an earlier page. */
export const HistoryQuery = compiled(z.strictObject({ id: Id, ...changePage }));
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** The input of `trash`. */
export const TrashQuery = compiled(z.strictObject(changePage));
export type TrashQuery = z.infer<typeof TrashQuery>;

/** A change of a record, without what is hidden from the caller. */
const RecordChange = z.object({
  id: z.int(),
  recordId: Id,
  action: z.enum(["create", "update", "delete", "restore"]),
  /** The version of the record after the change; the last one of a deleted record. */
  version: z.int(),
  at: Timestamp,
  /** Null where the application did it by itself. */
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The build of the client, as it said itself. */
  client: z.string().nullable(),
  requestId: z.string().nullable(),
  /** What differs, by attribute and relation; a relation is `{ id, name }`. */
  changes: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
});

/** What `history` and `trash` answer: changes, the latest one first. */
export const HistoryPage = compiled(
  z.object({ items: z.array(RecordChange), nextCursor: z.string().nullable() }),
);
export type HistoryPage = z.infer<typeof HistoryPage>;

/**
 * The input of `restore`. With `to`, a record gets the values that it had at that version; without, a deleted record comes
 * back. With `version`, only if it still is the one that was read.
 */
export const Restoration = compiled(
  z.strictObject({ id: Id, to: Version.optional(), version: Version.optional() }),
);
export type Restoration = z.infer<typeof Restoration>;

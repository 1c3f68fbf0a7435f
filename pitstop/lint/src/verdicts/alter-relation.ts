import type { AlterTableType, ObjectType } from "libpg-query";
import { alterTable } from "./alter-table.ts";
import { harmless, judged, type Verdict } from "./verdict.ts";

type Forms = Readonly<Partial<Record<AlterTableType, Verdict>>>;

const owner = { AT_ChangeOwner: judged(["change-owner"]) };

/**
 * What ALTER TABLE's forms do to other things than tables, in the documented forms. A form that isn't here is none that
 * the manual has, and is reported as not judged.
 */
const forms: Readonly<Partial<Record<ObjectType, Forms>>> = {
  OBJECT_TABLE: alterTable,
  OBJECT_INDEX: {
    AT_ChangeOwner: harmless("PostgreSQL ignores it, and warns", "sql-alterindex"),
    AT_SetTableSpace: judged(["set-tablespace"]),
    AT_SetStatistics: harmless("sets how much of an expression ANALYZE samples", "sql-alterindex"),
    AT_SetRelOptions: harmless("applies to pages that are written later", "sql-alterindex"),
    AT_ResetRelOptions: harmless("applies to pages that are written later", "sql-alterindex"),
    AT_AttachPartition: harmless("attaches an existing index to the parent's", "sql-alterindex"),
  },
  OBJECT_VIEW: {
    ...owner,
    AT_ColumnDefault: harmless("applies to later inserts through the view", "sql-alterview"),
    AT_SetRelOptions: judged(["change-view-options"]),
    AT_ResetRelOptions: judged(["change-view-options"]),
  },
  OBJECT_MATVIEW: {
    ...owner,
    AT_SetTableSpace: judged(["set-tablespace"]),
    AT_SetAccessMethod: judged(["set-access-method"]),
    AT_SetStatistics: harmless("sets how much ANALYZE samples", "sql-altermaterializedview"),
    AT_SetOptions: harmless("sets what the planner assumes of the column", "sql-altermaterializedview"),
    AT_ResetOptions: harmless("resets what the planner assumes of the column", "sql-altermaterializedview"),
    AT_SetStorage: harmless("applies to values that are written later", "sql-altermaterializedview"),
    AT_SetCompression: harmless("applies to values that are written later", "sql-altermaterializedview"),
    AT_ClusterOn: harmless("names an index for a later CLUSTER", "sql-altermaterializedview"),
    AT_DropCluster: harmless("removes the index for a later CLUSTER", "sql-altermaterializedview"),
    AT_SetRelOptions: harmless("applies to pages that are written later", "sql-altermaterializedview"),
    AT_ResetRelOptions: harmless("applies to pages that are written later", "sql-altermaterializedview"),
  },
  OBJECT_SEQUENCE: {
    ...owner,
    AT_SetLogged: harmless("rewrites one page", "sql-altersequence"),
    AT_SetUnLogged: harmless(
      "rewrites one page; the position may go back after a crash",
      "sql-altersequence",
    ),
  },
  OBJECT_FOREIGN_TABLE: {
    ...owner,
    AT_AddColumn: harmless(
      "describes the other server's table; no row is stored here",
      "sql-alterforeigntable",
    ),
    AT_DropColumn: judged(["change-foreign-data"]),
    AT_AlterColumnType: judged(["change-foreign-data"]),
    AT_SetNotNull: harmless("tells the planner what the other server guarantees", "sql-alterforeigntable"),
    AT_DropNotNull: harmless("tells the planner what the other server guarantees", "sql-alterforeigntable"),
    AT_ColumnDefault: harmless("applies to later rows", "sql-alterforeigntable"),
    AT_SetStatistics: harmless("sets how much ANALYZE samples", "sql-alterforeigntable"),
    AT_SetOptions: harmless("sets what the planner assumes of the column", "sql-alterforeigntable"),
    AT_ResetOptions: harmless("resets what the planner assumes of the column", "sql-alterforeigntable"),
    AT_SetStorage: harmless("applies to a table that takes its definition", "sql-alterforeigntable"),
    AT_AlterColumnGenericOptions: judged(["change-foreign-data"]),
    AT_GenericOptions: judged(["change-foreign-data"]),
    AT_AddConstraint: harmless("tells the planner what the other server guarantees", "sql-alterforeigntable"),
    AT_ValidateConstraint: harmless(
      "tells the planner what the other server guarantees",
      "sql-alterforeigntable",
    ),
    AT_DropConstraint: harmless(
      "tells the planner what the other server guarantees",
      "sql-alterforeigntable",
    ),
    AT_EnableTrig: harmless("the trigger runs again, as designed", "sql-alterforeigntable"),
    AT_EnableTrigAll: harmless("the triggers run again, as designed", "sql-alterforeigntable"),
    AT_EnableTrigUser: harmless("the triggers run again, as designed", "sql-alterforeigntable"),
    AT_EnableAlwaysTrig: harmless("the trigger runs again, as designed", "sql-alterforeigntable"),
    AT_EnableReplicaTrig: judged(["disable-trigger"]),
    AT_DisableTrig: judged(["disable-trigger"]),
    AT_DisableTrigAll: judged(["disable-trigger"]),
    AT_DisableTrigUser: judged(["disable-trigger"]),
    AT_AddInherit: judged(["change-inheritance"]),
    AT_DropInherit: judged(["change-inheritance"]),
    AT_DropOids: harmless(
      "does nothing since PostgreSQL 12, which has no OID columns",
      "sql-alterforeigntable",
    ),
  },
  OBJECT_TYPE: {
    AT_AddColumn: judged(["add-attribute"]),
    AT_DropColumn: judged(["drop-attribute"]),
    AT_AlterColumnType: judged(["change-attribute-type"]),
  },
};

/** The verdict on one form of ALTER; undefined where the manual has no such form. */
export function alterVerdict(kind: ObjectType, subtype: AlterTableType): Verdict | undefined {
  return forms[kind]?.[subtype];
}

/** Every form with its verdict, for the page that lists them. */
export function alterForms(): [kind: string, subtype: string, verdict: Verdict][] {
  return Object.entries(forms).flatMap(([kind, ofKind]) =>
    Object.entries(ofKind).map(([subtype, verdict]): [string, string, Verdict] => [kind, subtype, verdict]),
  );
}

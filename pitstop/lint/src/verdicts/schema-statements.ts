import { harmless, judged, type Verdict } from "./verdict.ts";

/** What a schema is made of. */
export const schemaStatements = {
  // Tables.
  CreateStmt: judged(
    [
      "create-unlogged-table",
      "always-refused",
      "add-column-enum-as-text",
      "add-multiple-foreign-keys",
      "attach-partition-scan",
      "column-alignment",
      "create-table-force",
      "mismatched-foreign-key-type",
      "prefer-bigint-key",
      "prefer-identity",
      "prefer-text",
      "prefer-timestamptz",
      "refused-on-partitioned-table",
      "snake-case-name",
    ],
    "a new table is empty, and no deployed code uses it",
  ),
  CreateTableAsStmt: judged(
    [
      "create-unlogged-table",
      "always-refused",
      "backfill-in-ddl-transaction",
      "delete-rows",
      "opaque-code",
      "unbatched-backfill",
    ],
    "it reads rows into a table that no deployed code uses",
  ),
  AlterTableMoveAllStmt: judged(["set-tablespace"]),
  ClusterStmt: judged(["vacuum-full-or-cluster"]),
  LockStmt: judged(["lock-table"], "weaker modes block no reader or writer"),
  VacuumStmt: judged(
    ["always-refused", "vacuum-full-or-cluster"],
    "without FULL it doesn't block reads or writes",
  ),
  CommentStmt: judged(["outside-database"], "no query depends on a comment"),
  SecLabelStmt: judged(["outside-database"], "a label has an effect only through its provider"),
  // Indexes and statistics.
  IndexStmt: judged(
    [
      "create-index-non-concurrent",
      "hash-index",
      "index-after-alter-in-tx",
      "index-corruption",
      "index-more-than-3-columns",
      "refused-on-partitioned-table",
      "unique-index-data-dependent",
    ],
    "CONCURRENTLY builds it without blocking",
  ),
  ReindexStmt: judged(
    ["always-refused", "reindex-non-concurrent", "index-corruption"],
    "CONCURRENTLY doesn't block",
  ),
  CreateStatsStmt: harmless("gives the planner better estimates", "sql-createstatistics"),
  AlterStatsStmt: harmless("sets how much ANALYZE samples", "sql-alterstatistics"),
  // Views.
  ViewStmt: judged(
    ["change-view-options"],
    "PostgreSQL refuses to replace a view by one that lacks a column",
  ),
  RefreshMatViewStmt: judged(
    ["always-refused", "refresh-materialized-view-non-concurrent"],
    "CONCURRENTLY lets readers go on",
  ),
  RuleStmt: judged(["create-rule"], "it is part of a view or table of the same file"),
  // Types and domains.
  CompositeTypeStmt: harmless("nothing uses a new type", "sql-createtype"),
  CreateEnumStmt: harmless("nothing uses a new type", "sql-createtype"),
  CreateRangeStmt: harmless("nothing uses a new type", "sql-createtype"),
  AlterEnumStmt: judged(
    ["enum-value-without-order", "rename-enum-value"],
    "a value with a place is added to the catalog alone",
  ),
  AlterTypeStmt: harmless("sets how later values are stored and computed", "sql-altertype"),
  CreateDomainStmt: judged(["domain-constraint"], "nothing uses a new domain"),
  AlterDomainStmt: judged(["domain-constraint"], "it takes a constraint away, or sets a default"),
  // Sequences.
  CreateSeqStmt: harmless("nothing uses a new sequence", "sql-createsequence"),
  AlterSeqStmt: judged(["sequence-restart"], "other options apply to later numbers"),
  // Triggers and policies.
  CreateTrigStmt: harmless("runs on later writes, as intended", "sql-createtrigger"),
  CreateEventTrigStmt: judged(["create-event-trigger"]),
  AlterEventTrigStmt: judged(["disable-trigger"], "it runs again, as designed"),
  CreatePolicyStmt: judged(["change-policy"], "a permissive policy lets more rows through"),
  AlterPolicyStmt: judged(["change-policy"]),
} as const satisfies Readonly<Record<string, Verdict>>;

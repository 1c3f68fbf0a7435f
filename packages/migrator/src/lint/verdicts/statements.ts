import type { NodeKind } from "../syntax-node.ts";
import { harmless, impossible, judged, type Verdict } from "./verdict.ts";

/** Every kind of statement that the parser knows: its nodes are named so. */
export type StatementKind = Extract<NodeKind, `${string}Stmt`>;

/** Kinds whose verdict depends on what they are about: see the tables of that name. */
type ByObject = "AlterTableStmt" | "DropStmt" | "RenameStmt" | "AlterObjectSchemaStmt";

/** The verdict on each kind of statement. A kind of a later parser without one here doesn't compile. */
export const statements: Readonly<Record<Exclude<StatementKind, ByObject>, Verdict>> = {
  // Rows.
  SelectStmt: judged(
    [
      "dangerous-setting",
      "create-unlogged-table",
      "opaque-code",
      "sequence-restart",
      "disable-trigger",
      "unbatched-backfill",
      "delete-rows",
    ],
    "it reads",
  ),
  InsertStmt: judged(
    ["backfill-in-ddl-transaction", "opaque-code", "delete-rows", "sequence-restart"],
    "it adds rows, and changes those that its conflict names",
  ),
  UpdateStmt: judged(
    [
      "unbatched-backfill",
      "backfill-in-ddl-transaction",
      "duplicate-column-assignment",
      "opaque-code",
      "delete-rows",
    ],
    "it writes few rows at a time",
  ),
  DeleteStmt: judged(["delete-rows", "unbatched-backfill", "backfill-in-ddl-transaction", "opaque-code"]),
  MergeStmt: judged(
    ["delete-rows", "unbatched-backfill", "backfill-in-ddl-transaction", "opaque-code"],
    "it writes few rows at a time",
  ),
  TruncateStmt: judged(["always-refused", "truncate-table", "truncate-cascade"]),
  CopyStmt: judged(
    ["always-refused", "delete-rows", "outside-database", "unbatched-backfill", "opaque-code"],
    "it reads or adds rows",
  ),
  ExplainStmt: judged(
    ["delete-rows", "unbatched-backfill", "backfill-in-ddl-transaction", "opaque-code"],
    "without ANALYZE it runs nothing",
  ),
  PrepareStmt: judged(["delete-rows", "unbatched-backfill", "opaque-code"], "it is judged as if it ran here"),
  ExecuteStmt: judged(["opaque-code"], "it is judged where it is prepared"),
  DeallocateStmt: harmless("forgets a prepared statement of this session", "sql-deallocate"),
  DeclareCursorStmt: judged(["always-refused", "opaque-code"], "it reads"),
  FetchStmt: harmless("reads from a cursor", "sql-fetch"),
  ClosePortalStmt: harmless("closes a cursor", "sql-close"),
  // Code.
  DoStmt: judged(["opaque-code"]),
  CallStmt: judged(["opaque-code"]),
  CreateFunctionStmt: judged(
    ["security-definer-search-path"],
    "it runs nothing; what calls the function is judged where it does",
  ),
  AlterFunctionStmt: judged(["change-function"], "it changes how later calls are planned"),
  LoadStmt: judged(["opaque-code"]),
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
  ViewStmt: harmless("PostgreSQL refuses to replace a view by one that lacks a column", "sql-createview"),
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
  // Schemas, extensions, databases, tablespaces.
  CreateSchemaStmt: harmless("its contents are new", "sql-createschema"),
  CreateExtensionStmt: harmless("its contents are new", "sql-createextension"),
  AlterExtensionStmt: judged(["opaque-code"]),
  AlterExtensionContentsStmt: judged(["extension-member"], "the object no longer belongs to the extension"),
  CreatedbStmt: judged(["outside-database"]),
  DropdbStmt: judged(["drop-database"]),
  AlterDatabaseStmt: judged(["change-session-default", "outside-database", "set-tablespace"]),
  AlterDatabaseSetStmt: judged(["change-session-default", "outside-database"]),
  AlterDatabaseRefreshCollStmt: judged(["outside-database", "refresh-collation-version"]),
  AlterSystemStmt: judged(["change-session-default", "outside-database"]),
  CreateTableSpaceStmt: judged(["outside-database"]),
  DropTableSpaceStmt: judged(["outside-database"]),
  AlterTableSpaceOptionsStmt: judged(["outside-database"]),
  // Roles and rights.
  CreateRoleStmt: judged(["secret-in-migration", "outside-database"]),
  AlterRoleStmt: judged(["secret-in-migration", "change-role", "outside-database"]),
  AlterRoleSetStmt: judged(["change-session-default", "outside-database"]),
  DropRoleStmt: judged(["change-role", "outside-database"]),
  GrantStmt: judged(["grant-to-public", "outside-database", "revoke"], "it gives a right"),
  GrantRoleStmt: judged(["outside-database", "revoke"]),
  AlterDefaultPrivilegesStmt: judged(["grant-to-public", "revoke"], "applies to objects that are made later"),
  AlterOwnerStmt: judged(["change-owner", "outside-database"], "no query needs the rights of its owner"),
  ReassignOwnedStmt: judged(["outside-database"]),
  DropOwnedStmt: judged(["drop-owned", "outside-database"]),
  // Replication and foreign data.
  CreatePublicationStmt: judged(["change-replication"], "a table with a primary key is published as it is"),
  AlterPublicationStmt: judged(["change-replication"], "it publishes more"),
  CreateSubscriptionStmt: judged(
    ["secret-in-migration", "outside-database"],
    "without a connection it only names where rows will come from",
  ),
  AlterSubscriptionStmt: judged(["secret-in-migration", "change-replication", "outside-database"]),
  DropSubscriptionStmt: judged(["change-replication", "outside-database"]),
  CreateFdwStmt: harmless("nothing uses it yet", "sql-createforeigndatawrapper"),
  AlterFdwStmt: judged(["change-foreign-data"]),
  CreateForeignServerStmt: harmless("nothing uses it yet", "sql-createserver"),
  AlterForeignServerStmt: judged(["change-foreign-data"]),
  CreateForeignTableStmt: harmless(
    "its rows are elsewhere, and nothing uses it yet",
    "sql-createforeigntable",
  ),
  ImportForeignSchemaStmt: harmless("makes foreign tables that nothing uses yet", "sql-importforeignschema"),
  CreateUserMappingStmt: judged(["secret-in-migration"], "nothing uses it yet"),
  AlterUserMappingStmt: judged(["secret-in-migration", "change-foreign-data"]),
  DropUserMappingStmt: judged(["drop-foreign-data"]),
  // Definitions that queries, indexes and functions build on.
  DefineStmt: harmless("nothing uses a new aggregate, operator, type or text search object", "sql-commands"),
  CreateAmStmt: harmless("nothing uses it yet", "sql-create-access-method"),
  CreateCastStmt: judged(["implicit-conversion"], "PostgreSQL prefers the casts that it has"),
  CreateConversionStmt: judged(["implicit-conversion"], "nothing uses it yet"),
  CreateOpClassStmt: judged(["implicit-conversion"], "nothing uses it yet"),
  CreateOpFamilyStmt: harmless("nothing uses it yet", "sql-createopfamily"),
  CreatePLangStmt: harmless("nothing uses it yet", "sql-createlanguage"),
  CreateTransformStmt: harmless("nothing uses it yet", "sql-createtransform"),
  AlterCollationStmt: judged(["refresh-collation-version"]),
  AlterOperatorStmt: harmless("tells the planner more about the operator", "sql-alteroperator"),
  AlterOpFamilyStmt: judged(["drop-definition"], "it adds an operator or function"),
  AlterTSConfigurationStmt: judged(["change-text-search"]),
  AlterTSDictionaryStmt: judged(["change-text-search"]),
  AlterObjectDependsStmt: harmless("says that an object depends on an extension", "sql-alterfunction"),
  // The session and the server.
  TransactionStmt: judged(
    ["always-refused", "transaction-nesting", "uncommitted-transaction"],
    "it ends where the file says",
  ),
  VariableSetStmt: judged(
    ["no-effect-outside-transaction", "dangerous-setting", "disable-trigger"],
    "it applies to this session only",
  ),
  VariableShowStmt: harmless("reads a setting", "sql-show"),
  ConstraintsSetStmt: judged(
    ["no-effect-outside-transaction"],
    "sets when constraints of this transaction are tested",
  ),
  DiscardStmt: judged(["dangerous-setting"], "forgets what this session has made"),
  CheckPointStmt: harmless("writes to disk what would be written anyway", "sql-checkpoint"),
  ListenStmt: harmless("applies to this session alone", "sql-listen"),
  UnlistenStmt: harmless("applies to this session alone", "sql-unlisten"),
  NotifyStmt: harmless("notifies listeners, and changes nothing", "sql-notify"),
  // Nodes that no file has as a statement.
  RawStmt: impossible("the parser wraps each statement in it"),
  ReplicaIdentityStmt: impossible("it is part of ALTER TABLE"),
  ReturnStmt: impossible("it is part of a function's body"),
  PLAssignStmt: impossible("it is part of PL/pgSQL"),
  SetOperationStmt: impossible("PostgreSQL creates it internally when it plans a SELECT"),
};

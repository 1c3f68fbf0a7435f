import { harmless, judged, type Verdict } from "./verdict.ts";

/** Rows and the code that PostgreSQL runs. */
export const rowStatements = {
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
    [
      "always-refused",
      "copy-skips-rows",
      "delete-rows",
      "outside-database",
      "unbatched-backfill",
      "opaque-code",
    ],
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
} as const satisfies Readonly<Record<string, Verdict>>;

import type { Node } from "libpg-query";
import { constraintName, constraintOf } from "../constraint.ts";
import { indexName } from "../indexed-columns.ts";
import { quoted } from "../quote.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { tableChanges } from "../table-change.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "not-rerunnable",
  level: "warning",
  finds: "(on request) no IF [NOT] EXISTS outside a transaction",
  instead: "guards, or one transaction",
  why: "Outside a transaction a file may stop halfway, and a second run fails on what the first one did. Pitstop's own runner resumes where it stopped, so this rule is off by default.",
  sources: ["squawk prefer-robust-stmts"],
  find(statement, known) {
    if (statement.transaction !== undefined) return [];
    const guarded = guardedForm(statement);
    if (guarded === undefined || isDroppedBefore(statement, known.statements)) return [];
    return [{ guarded, table: null, lock: null, isOnRequest: true }];
  },
  explain: () =>
    "Outside a transaction, a run that stops half-way leaves this done, and the next run fails because it is.",
  rewrite: ({ guarded }) => guarded,
});

/** The statement with IF [NOT] EXISTS where it has none; undefined where it needs none. */
function guardedForm(statement: Statement): string | undefined {
  const { node, text } = statement;
  const guard = (pattern: RegExp, words: string) => {
    const guarded = text.replace(pattern, `$& ${words}`);
    return guarded === text ? undefined : `${guarded};`;
  };
  if (isUnguardedCreation(node)) {
    return guard(
      /\b(table|index(\s+concurrently)?|schema|sequence|extension|materialized\s+view)\b/i,
      `if not exists${missingName(node)}`,
    );
  }
  if ("DropStmt" in node && node.DropStmt.missing_ok !== true) {
    return guard(/^drop\s+(materialized\s+view|foreign\s+table|index(\s+concurrently)?|\w+)/i, "if exists");
  }
  if ("AlterEnumStmt" in node && node.AlterEnumStmt.oldVal === undefined) {
    return node.AlterEnumStmt.skipIfNewValExists === true
      ? undefined
      : guard(/\badd\s+value\b/i, "if not exists");
  }
  return guardedChange(statement);
}

/** IF NOT EXISTS needs to know what exists: the name that PostgreSQL would give. */
function missingName(node: Node): string {
  return "IndexStmt" in node && node.IndexStmt.idxname === undefined
    ? ` ${quoted(indexName(node.IndexStmt))}`
    : "";
}

function isUnguardedCreation(node: Node): boolean {
  if ("CreateStmt" in node) return node.CreateStmt.if_not_exists !== true;
  if ("CreateTableAsStmt" in node) return node.CreateTableAsStmt.if_not_exists !== true;
  if ("IndexStmt" in node) return node.IndexStmt.if_not_exists !== true;
  if ("CreateSchemaStmt" in node) return node.CreateSchemaStmt.if_not_exists !== true;
  if ("CreateSeqStmt" in node) return node.CreateSeqStmt.if_not_exists !== true;
  return "CreateExtensionStmt" in node && node.CreateExtensionStmt.if_not_exists !== true;
}

function guardedChange(statement: Statement): string | undefined {
  for (const { name, command } of tableChanges(statement)) {
    if (command.missing_ok === true) continue;
    const table = quotedTable(name);
    if (command.subtype === "AT_AddColumn") return `${guardColumn(statement.text, "add", "if not exists")};`;
    if (command.subtype === "AT_DropColumn") return `${guardColumn(statement.text, "drop", "if exists")};`;
    if (command.subtype === "AT_DropConstraint") {
      return `alter table ${table} drop constraint if exists ${quoted(command.name ?? "")};`;
    }
    const node = nodeOf(command.def, "Constraint");
    const constraint = command.subtype === "AT_AddConstraint" && node ? constraintOf(node) : undefined;
    if (constraint === undefined) continue;
    return `alter table ${table} drop constraint if exists ${quoted(constraintName(name, constraint))};\n${statement.text};`;
  }
  return undefined;
}

function guardColumn(sql: string, verb: "add" | "drop", words: string): string {
  return sql.replace(new RegExp(`\\b${verb}\\s+(column\\s+)?`, "i"), `${verb} column ${words} `);
}

/** ADD CONSTRAINT has no IF NOT EXISTS: a DROP … IF EXISTS above it does the same. */
function isDroppedBefore(statement: Statement, statements: readonly Statement[]): boolean {
  const added = tableChanges(statement).flatMap(
    ({ command }) => nodeOf(command.def, "Constraint")?.conname ?? [],
  );
  const above = statements[statement.index - 1];
  const dropped = above === undefined ? [] : tableChanges(above);
  return dropped.some(
    ({ command }) =>
      command.subtype === "AT_DropConstraint" &&
      command.missing_ok === true &&
      added.includes(command.name ?? ""),
  );
}

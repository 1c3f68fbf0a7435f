import type { Constraint as ConstraintNode, Node } from "libpg-query";
import { optionText } from "./option-list.ts";
import { generatedName, quoted, quotedList } from "./quote.ts";
import { descendants, nodesOf, words } from "./syntax-node.ts";
import { type TableName, tableNameOf } from "./table-name.ts";

export interface Constraint {
  readonly kind: "check" | "foreign" | "unique" | "primary" | "exclusion" | "not-null";
  readonly name: string | undefined;
  readonly columns: readonly string[];
  /** False for NOT VALID: existing rows are not looked at. */
  readonly isValidated: boolean;
  /** UNIQUE and PRIMARY KEY that take over an index which already stands. */
  readonly usingIndex: string | undefined;
  readonly references:
    | { readonly table: TableName; readonly columns: readonly string[]; readonly actions?: string }
    | undefined;
  readonly expression: Node | undefined;
  /** Of UNIQUE and PRIMARY KEY. */
  readonly including?: readonly string[];
  readonly isNullsNotDistinct?: boolean;
  /** The storage parameters and the tablespace of the index, as CREATE INDEX has them. */
  readonly indexOptions?: string;
  /** The last column is a period: WITHOUT OVERLAPS of a key, PERIOD of a foreign key (PostgreSQL 18). */
  readonly isTemporal?: boolean;
  /** Of NOT NULL: NO INHERIT. */
  readonly isOwn?: boolean;
  /** `deferrable initially deferred`, where a constraint of the table is not checked at once. */
  readonly deferral?: string | undefined;
  /** Byte position in the file. */
  readonly location: number;
}

const kinds: Record<string, Constraint["kind"]> = {
  CONSTR_CHECK: "check",
  CONSTR_FOREIGN: "foreign",
  CONSTR_UNIQUE: "unique",
  CONSTR_PRIMARY: "primary",
  CONSTR_EXCLUSION: "exclusion",
  CONSTR_NOTNULL: "not-null",
};

/** The constraint of a parse-tree node, or undefined for what the grammar also calls one (DEFAULT, GENERATED, NULL). */
export function constraintOf(node: ConstraintNode, ofColumn?: string): Constraint | undefined {
  const kind = kinds[node.contype ?? ""];
  if (kind === undefined) return undefined;
  const listed = words(node.fk_attrs ?? node.keys);
  return {
    kind,
    name: node.conname,
    columns: listed.length === 0 && ofColumn !== undefined ? [ofColumn] : listed,
    isValidated: node.skip_validation !== true,
    usingIndex: node.indexname,
    references: node.pktable && {
      table: tableNameOf(node.pktable),
      columns: words(node.pk_attrs),
      actions: actionsOf(node),
    },
    expression: node.raw_expr,
    including: words(node.including),
    isNullsNotDistinct: node.nulls_not_distinct === true,
    indexOptions: indexOptionsOf(node),
    isTemporal: node.without_overlaps === true || node.fk_with_period === true,
    isOwn: node.is_no_inherit === true,
    deferral: deferralOf(node),
    location: node.location ?? 0,
  };
}

function indexOptionsOf({ options, indexspace }: ConstraintNode): string {
  const parameters = optionText(options);
  return `${parameters === "" ? "" : ` with (${parameters})`}${indexspace ? ` tablespace ${quoted(indexspace)}` : ""}`;
}

function deferralOf({ deferrable, initdeferred }: ConstraintNode): string | undefined {
  if (deferrable !== true) return undefined;
  return initdeferred === true ? "deferrable initially deferred" : "deferrable";
}

const actions: Record<string, string> = { r: "restrict", c: "cascade", n: "set null", d: "set default" };

function actionsOf(node: ConstraintNode): string {
  const match = node.fk_matchtype === "f" ? " match full" : "";
  const columns = words(node.fk_del_set_cols);
  const only = columns.length === 0 ? "" : ` (${quotedList(columns)})`;
  return `${match}${actionText("update", node.fk_upd_action)}${actionText("delete", node.fk_del_action)}${only}`;
}

function actionText(event: "update" | "delete", action: string | undefined): string {
  const words = actions[action ?? ""];
  return words === undefined ? "" : ` on ${event} ${words}`;
}

const suffixes: Record<Constraint["kind"], string> = {
  check: "check",
  foreign: "fkey",
  unique: "key",
  primary: "pkey",
  exclusion: "excl",
  "not-null": "not_null",
};

/** The name it was given, or the one that PostgreSQL would make up. */
export function constraintName(
  table: TableName,
  {
    kind,
    name,
    columns,
    including = [],
    expression,
  }: Pick<Constraint, "kind" | "name" | "columns" | "including"> & Partial<Pick<Constraint, "expression">>,
): string {
  // A check is named after its column if it names one alone.
  const named = new Set(
    descendants({ expression }, "ColumnRef").map(({ fields }) => words(fields).at(-1) ?? ""),
  );
  const ofCheck = named.size === 1 ? [...named] : named.size === 0 ? columns : [];
  const of = { check: ofCheck, primary: [] as readonly string[] }[String(kind)] ?? [...columns, ...including];
  return name ?? generatedName(table.name, of.join("_"), suffixes[kind]);
}

/** Whether `expression` cannot be true for a row in which the column is null: `x IS NOT NULL`, alone or in an AND. */
export function provesNotNull(expression: Node | undefined, column: string): boolean {
  if (expression === undefined) return false;
  const parts =
    "BoolExpr" in expression && expression.BoolExpr.boolop === "AND_EXPR"
      ? (expression.BoolExpr.args ?? [])
      : [expression];
  return nodesOf(parts, "NullTest").some(
    (test) =>
      test.nulltesttype === "IS_NOT_NULL" &&
      test.arg !== undefined &&
      "ColumnRef" in test.arg &&
      words(test.arg.ColumnRef.fields).at(-1) === column,
  );
}

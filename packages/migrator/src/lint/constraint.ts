import type { Constraint as ConstraintNode, Node } from "libpg-query";
import { nodesOf, words } from "./syntax-node.ts";
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
      actions: actionText("update", node.fk_upd_action) + actionText("delete", node.fk_del_action),
    },
    expression: node.raw_expr,
    location: node.location ?? 0,
  };
}

const actions: Record<string, string> = { r: "restrict", c: "cascade", n: "set null", d: "set default" };

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
  constraint: Pick<Constraint, "kind" | "name" | "columns">,
): string {
  const columns = constraint.kind === "primary" ? [] : constraint.columns;
  return constraint.name ?? [table.name, ...columns, suffixes[constraint.kind]].join("_");
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

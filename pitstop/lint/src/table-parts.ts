import type { AlterTableCmd, ColumnDef, Constraint, Node } from "libpg-query";
import { constraintName, constraintOf } from "./constraint.ts";
import { indexName } from "./indexed-columns.ts";
import { keyOf } from "./known.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";
import { shown, type TableName, tableNameOf } from "./table-name.ts";
import { columnKey, routineKey } from "./used-objects.ts";

/** A part of a table that may use functions, types and sequences: it goes with what it uses. */
export interface TablePart {
  readonly key: string;
  readonly table: TableName;
  /** The expressions in which it names what it uses. */
  readonly expressions: unknown;
  readonly routine?: string;
}

/** The key of a constraint, a trigger, a rule or a policy. */
export const partKey = (table: TableName, name: string | undefined): string =>
  `part ${shown(table)} ${name ?? ""}`;
export const defaultKey = (table: TableName, column: string): string => `default ${shown(table)} ${column}`;
export const statisticsKey = (name: readonly string[]): string => `statistics ${keyOf(name)}`;
export const indexKey = (name: string | undefined): string => `index ${name ?? ""}`;

/** The parts that a statement adds to a table. */
export function addedParts(node: Node): TablePart[] {
  const create = nodeOf(node, "CreateStmt");
  if (create !== undefined) {
    const table = tableNameOf(create.relation);
    return [
      ...nodesOf(create.tableElts, "ColumnDef").flatMap((column) => ofColumn(table, column)),
      ...nodesOf(create.tableElts, "Constraint").flatMap((constraint) => ofConstraint(table, constraint)),
    ];
  }
  const alter = nodeOf(node, "AlterTableStmt");
  if (alter !== undefined) {
    const table = tableNameOf(alter.relation);
    return nodesOf(alter.cmds, "AlterTableCmd").flatMap((command) => ofChange(table, command));
  }
  const statistics = nodeOf(node, "CreateStatsStmt");
  if (statistics?.defnames !== undefined)
    return nodesOf(statistics.relations, "RangeVar").map((relation) => ({
      key: statisticsKey(words(statistics.defnames)),
      table: tableNameOf(relation),
      expressions: statistics.exprs,
    }));
  const index = nodeOf(node, "IndexStmt");
  if (index !== undefined) {
    const expressions = [index.indexParams, { where: index.whereClause }];
    return [{ key: indexKey(indexName(index)), table: tableNameOf(index.relation), expressions }];
  }
  return ofRows(node);
}

/** Triggers, policies and rules. */
function ofRows(node: Node): TablePart[] {
  const trigger = nodeOf(node, "CreateTrigStmt");
  if (trigger !== undefined) {
    const table = tableNameOf(trigger.relation);
    const expressions = { when: trigger.whenClause };
    const routine = routineKey(keyOf(words(trigger.funcname)));
    return [{ key: partKey(table, trigger.trigname), table, expressions, routine }];
  }
  const policy = nodeOf(node, "CreatePolicyStmt");
  if (policy !== undefined) {
    const table = tableNameOf(policy.table);
    const expressions = { using: policy.qual, check: policy.with_check };
    return [{ key: partKey(table, policy.policy_name), table, expressions }];
  }
  const rule = nodeOf(node, "RuleStmt");
  if (rule === undefined) return [];
  const table = tableNameOf(rule.relation);
  const expressions = { where: rule.whereClause, actions: rule.actions };
  return [{ key: partKey(table, rule.rulename), table, expressions }];
}

const ofColumn = (table: TableName, column: ColumnDef): TablePart[] =>
  nodesOf(column.constraints, "Constraint").flatMap((constraint) =>
    ofConstraint(table, constraint, column.colname ?? ""),
  );

function ofConstraint(table: TableName, constraint: Constraint, column = ""): TablePart[] {
  const { contype, raw_expr: expressions } = constraint;
  if (expressions === undefined) return [];
  if (contype === "CONSTR_DEFAULT") return [{ key: defaultKey(table, column), table, expressions }];
  // A generated column goes as a whole.
  if (contype === "CONSTR_GENERATED") return [{ key: columnKey(table, column), table, expressions }];
  const named = constraintOf(constraint, column);
  return named ? [{ key: partKey(table, constraintName(table, named)), table, expressions }] : [];
}

function ofChange(table: TableName, { subtype, name = "", def }: AlterTableCmd): TablePart[] {
  const column = nodeOf(def, "ColumnDef");
  const constraint = nodeOf(def, "Constraint");
  if (subtype === "AT_ColumnDefault")
    return [{ key: defaultKey(table, name), table, expressions: { default: def } }];
  if (subtype === "AT_AddColumn" && column !== undefined) return ofColumn(table, column);
  return constraint === undefined ? [] : ofConstraint(table, constraint);
}

/** The keys of the parts that a change of a table takes away. */
export function removedParts(node: Node): string[] {
  const alter = nodeOf(node, "AlterTableStmt");
  const table = tableNameOf(alter?.relation);
  return nodesOf(alter?.cmds, "AlterTableCmd").flatMap(({ subtype, name = "" }) => {
    if (subtype === "AT_DropConstraint") return [partKey(table, name)];
    return subtype === "AT_DropColumn" ? [columnKey(table, name), defaultKey(table, name)] : [];
  });
}

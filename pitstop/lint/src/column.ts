import type { ColumnDef, Constraint as ConstraintNode, Node } from "libpg-query";
import { type ColumnType, columnTypeOf } from "./column-type.ts";
import { type Constraint, constraintOf } from "./constraint.ts";
import { nodesOf, words } from "./syntax-node.ts";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Undefined for that of its type. */
  readonly collation: string | undefined;
  readonly isNotNull: boolean;
  /** Undefined without one; DEFAULT NULL is none. */
  readonly defaultValue: { readonly expression: Node; readonly location: number } | undefined;
  readonly generated: "stored" | "virtual" | undefined;
  readonly isIdentity: boolean;
  readonly constraints: readonly Constraint[];
}

export function columnOf(definition: ColumnDef): Column {
  const name = definition.colname ?? "";
  const nodes = nodesOf(definition.constraints, "Constraint");
  const given = nodes.find((node) => node.contype === "CONSTR_DEFAULT");
  const generated = nodes.find((node) => node.contype === "CONSTR_GENERATED");
  const isIdentity = nodes.some((node) => node.contype === "CONSTR_IDENTITY");
  const constraints = withAttributes(nodes).flatMap((node) => constraintOf(node, name) ?? []);
  const type = columnTypeOf(definition.typeName);
  return {
    name,
    type,
    collation: collationOf(definition),
    isNotNull:
      type.isSerial ||
      isIdentity ||
      constraints.some(({ kind }) => kind === "not-null" || kind === "primary"),
    defaultValue:
      given?.raw_expr === undefined || isNull(given.raw_expr)
        ? undefined
        : { expression: given.raw_expr, location: given.location ?? 0 },
    generated: generated && (generated.generated_kind === "s" ? "stored" : "virtual"),
    isIdentity,
    constraints,
  };
}

/** The collation that a definition names. */
export const collationOf = ({ collClause }: ColumnDef): string | undefined =>
  collClause && words(collClause.collname).join(".");

/** `check (…) not enforced`, `references … deferrable`: what the grammar keeps behind a constraint is said of it. */
function withAttributes(nodes: readonly ConstraintNode[]): ConstraintNode[] {
  const constraints: ConstraintNode[] = [];
  for (const node of nodes) {
    const said = attributes[node.contype ?? ""];
    if (said === undefined) constraints.push(node);
    else constraints.push({ ...constraints.pop(), ...said });
  }
  return constraints;
}

const attributes: Readonly<Record<string, Partial<ConstraintNode>>> = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_NOT_DEFERRABLE: {},
  CONSTR_ATTR_DEFERRED: { deferrable: true, initdeferred: true },
  CONSTR_ATTR_IMMEDIATE: {},
  CONSTR_ATTR_ENFORCED: {},
  CONSTR_ATTR_NOT_ENFORCED: { skip_validation: true },
};

function isNull(expression: Node): boolean {
  if ("TypeCast" in expression)
    return expression.TypeCast.arg !== undefined && isNull(expression.TypeCast.arg);
  return "A_Const" in expression && expression.A_Const.isnull === true;
}

import { type Node, parseSync } from "libpg-query";

export interface ObjectName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What matters of a statement for how it is run, and for what a cut-off run of it leaves behind. */
export type Shape =
  /** Can run in a transaction, as most can. */
  | { readonly kind: "plain" }
  /** Reads a whole table under a lock that stops nobody, so it may take its time. */
  | { readonly kind: "validation" }
  /** Changes the session and nothing that lasts. */
  | { readonly kind: "setting" }
  /** Begins or ends a transaction. */
  | { readonly kind: "transaction" }
  | { readonly kind: "create-index"; readonly index: ObjectName; readonly table: ObjectName }
  | { readonly kind: "drop-index"; readonly indexes: readonly ObjectName[] }
  /** Cannot run in a transaction, and may be run again whatever became of the first time. */
  | { readonly kind: "repeatable" };

/**
 * Finds the shape in PostgreSQL's own parse tree. SQL that this grammar (version 18) does not know counts as plain: the
 * server decides.
 */
export function shapeOf(sql: string): Shape {
  const shapes = statementsOf(sql).map(shapeOfStatement);
  // Several statements in one query are one transaction to the server, unless they say otherwise.
  const special =
    shapes.find(({ kind }) => kind === "transaction") ?? shapes.find(({ kind }) => kind === "validation");
  return (shapes.length === 1 ? shapes[0] : special) ?? { kind: "plain" };
}

/** Whether PostgreSQL refuses to run the statement in a transaction. */
export function isOutsideTransaction(sql: string): boolean {
  return ["create-index", "drop-index", "repeatable"].includes(shapeOf(sql).kind);
}

function statementsOf(sql: string): Node[] {
  try {
    return (parseSync(sql).stmts ?? []).flatMap(({ stmt }) => stmt ?? []);
  } catch {
    return [];
  }
}

function shapeOfStatement(node: Node): Shape {
  if ("IndexStmt" in node) {
    const { concurrent, idxname, relation } = node.IndexStmt;
    if (!concurrent) return { kind: "plain" };
    const schema = relation?.schemaname;
    return {
      kind: "create-index",
      index: { schema, name: idxname ?? "" },
      table: { schema, name: relation?.relname ?? "" },
    };
  }
  if ("DropStmt" in node) {
    const { concurrent, objects } = node.DropStmt;
    return concurrent ? { kind: "drop-index", indexes: (objects ?? []).map(nameOf) } : { kind: "plain" };
  }
  if ("TransactionStmt" in node)
    return { kind: isSavepoint(node.TransactionStmt.kind) ? "plain" : "transaction" };
  if ("VariableSetStmt" in node) return { kind: "setting" };
  if ("AlterTableStmt" in node) {
    const isValidation = node.AlterTableStmt.cmds?.some(
      (command) => "AlterTableCmd" in command && command.AlterTableCmd.subtype === "AT_ValidateConstraint",
    );
    return { kind: isValidation ? "validation" : "plain" };
  }
  return { kind: isRepeatable(node) ? "repeatable" : "plain" };
}

function isSavepoint(kind: string | undefined): boolean {
  return ["TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE", "TRANS_STMT_ROLLBACK_TO"].includes(kind ?? "");
}

function isRepeatable(node: Node): boolean {
  if ("ReindexStmt" in node) {
    const { kind, params } = node.ReindexStmt;
    const isConcurrent = params?.some(
      (param) => "DefElem" in param && param.DefElem.defname === "concurrently",
    );
    return isConcurrent === true || !["REINDEX_OBJECT_INDEX", "REINDEX_OBJECT_TABLE"].includes(kind ?? "");
  }
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd === true;
  return "AlterSystemStmt" in node || ("ClusterStmt" in node && node.ClusterStmt.relation === undefined);
}

function nameOf(object: Node): ObjectName {
  const items = "List" in object ? (object.List.items ?? []) : [];
  const words = items.flatMap((item) => ("String" in item ? (item.String.sval ?? "") : []));
  return { schema: words.at(-2), name: words.at(-1) ?? "" };
}

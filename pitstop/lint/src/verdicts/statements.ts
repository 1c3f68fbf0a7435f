import type { NodeKind } from "../syntax-node.ts";
import { rowStatements } from "./row-statements.ts";
import { schemaStatements } from "./schema-statements.ts";
import { serverStatements } from "./server-statements.ts";
import type { Verdict } from "./verdict.ts";

/** Every kind of statement that the parser knows: its nodes are named so. */
export type StatementKind = Extract<NodeKind, `${string}Stmt`>;

/** Kinds whose verdict depends on what they are about: see the tables of that name. */
type ByObject = "AlterTableStmt" | "DropStmt" | "RenameStmt" | "AlterObjectSchemaStmt";

/** The verdict on each kind of statement. A kind of a later parser without one here doesn't compile. */
export const statements: Readonly<Record<Exclude<StatementKind, ByObject>, Verdict>> = {
  ...rowStatements,
  ...schemaStatements,
  ...serverStatements,
};

import { nodeOf, nodesOf } from "@pitstop/lint/sql";
import type { Node } from "libpg-query";
import { qualifiedName, type SchemaObject } from "../snapshot/index.ts";
import type { NewName, Stated } from "./claim.ts";
import type { Names } from "./names.ts";
import { relationName } from "./object-name.ts";

interface Typed {
  /** As the statement writes the name of the type. */
  readonly type: readonly string[];
  readonly permittedBy?: readonly string[];
}

/**
 * What a statement says about the columns of a type whose values read otherwise afterward: a label with another name is
 * another text in every row that has it, and so is a row with an attribute more. They are named as before the migration.
 */
export function statedOfTypedValues(
  node: Node,
  newName: NewName | undefined,
  { names, objects }: { readonly names: Names; readonly objects: readonly SchemaObject[] },
): Stated[] {
  return [...byNewLabel(newName), ...byAttribute(node)].flatMap(({ type, permittedBy }) => {
    const before = names.before(["type"], type) ?? [];
    return columnsOfType(before, objects).map(
      ({ path }): Stated => ({
        act: "values",
        kinds: ["column"],
        name: path,
        isOnly: false,
        ...(permittedBy && { permittedBy }),
      }),
    );
  });
}

const byNewLabel = (newName: NewName | undefined): Typed[] =>
  newName?.kinds.includes("enum value") ? [{ type: newName.from.slice(0, -1) }] : [];

function byAttribute(node: Node): Typed[] {
  const { objtype, relation, cmds } = nodeOf(node, "AlterTableStmt") ?? {};
  if (objtype !== "OBJECT_TYPE") return [];
  const type = relationName(relation);
  return nodesOf(cmds, "AlterTableCmd").flatMap(({ subtype }) => {
    if (subtype === "AT_DropColumn") return [{ type, permittedBy: ["drop-attribute"] }];
    if (subtype === "AT_AlterColumnType") return [{ type, permittedBy: ["change-attribute-type"] }];
    return subtype === "AT_AddColumn" ? [{ type }] : [];
  });
}

function columnsOfType(type: readonly string[], objects: readonly SchemaObject[]): SchemaObject[] {
  const names = [qualifiedName(type), `${qualifiedName(type)}[]`];
  return objects.filter(({ kind, properties: { type: own } }) => {
    const isTyped = kind === "column" && typeof own === "object" && own !== null && "text" in own;
    return isTyped && names.includes(own.text);
  });
}

import type { ObjectType } from "libpg-query";
import { type ObjectName, objectName } from "./object-name.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, words } from "./syntax-node.ts";
import { tableNameOf } from "./table-name.ts";

/** What a RENAME TO or SET SCHEMA is about, and how it is called afterward. */
export interface RenamedObject extends ObjectName {
  readonly to: string;
  /** The part that is renamed, where it isn't the object itself: a column or an attribute. */
  readonly part: string | undefined;
}

/** The object that a statement renames or moves to another schema; undefined for other statements. */
export function renamedObject({ node }: Statement): RenamedObject | undefined {
  const rename = nodeOf(node, "RenameStmt");
  if (rename !== undefined) {
    const isPart = rename.renameType === "OBJECT_COLUMN" || rename.renameType === "OBJECT_ATTRIBUTE";
    const kind = isPart ? rename.relationType : rename.renameType;
    return {
      ...objectName(kind ?? "OBJECT_TABLE", partsOf(rename, isPart ? undefined : rename.subname)),
      to: rename.newname ?? "",
      part: isPart ? rename.subname : undefined,
    };
  }
  const move = nodeOf(node, "AlterObjectSchemaStmt");
  if (move === undefined) return undefined;
  const name = objectName(move.objectType ?? "OBJECT_TABLE", partsOf(move, undefined));
  return { ...name, to: `${move.newschema ?? ""}.${name.shown.split(".").at(-1) ?? ""}`, part: undefined };
}

/** The words for a kind of object, as SQL writes them. */
export function kindText(kind: ObjectType): string {
  const text: Partial<Record<ObjectType, string>> = {
    OBJECT_MATVIEW: "materialized view",
    OBJECT_FOREIGN_SERVER: "server",
    OBJECT_FDW: "foreign data wrapper",
    OBJECT_TSCONFIGURATION: "text search configuration",
    OBJECT_TSDICTIONARY: "text search dictionary",
    OBJECT_TSPARSER: "text search parser",
    OBJECT_TSTEMPLATE: "text search template",
  };
  return text[kind] ?? kind.replace("OBJECT_", "").toLowerCase().replaceAll("_", " ");
}

type Renaming = Pick<NonNullable<ReturnType<typeof nodeOf<"RenameStmt">>>, "relation" | "object">;

function partsOf({ relation, object }: Renaming, name: string | undefined): string[] {
  if (relation !== undefined) {
    const { schema, name: own } = tableNameOf(relation);
    return schema === undefined ? [own] : [schema, own];
  }
  if (object === undefined) return name === undefined ? [] : [name];
  const list = nodeOf(object, "List");
  if (list !== undefined) return words(list.items);
  const text = nodeOf(object, "String")?.sval;
  if (text !== undefined) return [text];
  return words(nodeOf(object, "ObjectWithArgs")?.objname ?? nodeOf(object, "TypeName")?.names);
}

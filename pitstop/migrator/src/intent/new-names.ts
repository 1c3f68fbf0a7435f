import { nodeOf } from "@pitstop/lint/sql";
import type { AlterObjectSchemaStmt, Node, ObjectType, RangeVar, RenameStmt } from "libpg-query";
import { type NewName, relations, type Stated } from "./claim.ts";
import { kindsOfType } from "./object-kinds.ts";
import { objectName, relationName } from "./object-name.ts";

/** The name that RENAME or SET SCHEMA takes from something and the one that it gives. */
export function newNameOf(node: Node): NewName | undefined {
  const rename = nodeOf(node, "RenameStmt");
  if (rename) return renamed(rename);
  const move = nodeOf(node, "AlterObjectSchemaStmt");
  if (move) return moved(move);
  const value = nodeOf(node, "AlterEnumStmt");
  if (value?.oldVal === undefined) return undefined;
  const type = (value.typeName ?? []).flatMap(objectName);
  return {
    kinds: ["enum value"],
    from: [...type, value.oldVal],
    to: [...type, value.newVal ?? ""],
  };
}

// Of a rare object, the whole row of the catalog is one property.
const properties = ["name", "schema", "definition"];

export const statedByNewName = ({ kinds, from }: NewName): Stated[] => [
  { act: "change", kinds, name: from, properties },
  // The index of a constraint is beside the table, and takes the name of the constraint.
  ...(kinds.includes("constraint")
    ? [
        {
          act: "change" as const,
          kinds: ["index" as const],
          name: [...from.slice(0, -2), ...from.slice(-1)],
          properties,
        },
      ]
    : []),
];

function renamed({ renameType, relation, object, subname, newname = "" }: RenameStmt): NewName | undefined {
  if (renameType === undefined) return undefined;
  const kinds = kindsFor(renameType);
  if (renameType === "OBJECT_SCHEMA") return { kinds, from: [subname ?? ""], to: [newname] };
  const whole = relation ? relationName(relation) : objectName(object);
  // A column, a constraint, a trigger: what is renamed is below the relation that the statement names.
  const from = subname === undefined ? whole : [...whole, subname];
  return { kinds, from, to: [...from.slice(0, -1), newname] };
}

function moved({ objectType, relation, object, newschema = "" }: AlterObjectSchemaStmt): NewName | undefined {
  if (objectType === undefined) return undefined;
  const from = nameOf(relation, object);
  return { kinds: kindsFor(objectType), from, to: [newschema, from.at(-1) ?? ""] };
}

const nameOf = (relation: RangeVar | undefined, object: Node | undefined): string[] =>
  relation ? relationName(relation) : objectName(object);

/** ALTER TABLE … RENAME takes an index or a view as well. */
const kindsFor = (type: ObjectType) => (type === "OBJECT_TABLE" ? relations : kindsOfType[type]);

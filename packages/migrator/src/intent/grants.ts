import type { GrantStmt } from "libpg-query";
import { nodesOf, words } from "../lint/syntax-node.ts";
import type { Stated } from "./claim.ts";
import { kindsOfType } from "./object-kinds.ts";
import { objectName } from "./object-name.ts";

// Of a rare object, the whole row of the catalog is one property.
const properties = ["rights", "definition"];

/** GRANT and REVOKE name objects, their columns, or all objects of a schema. */
export function statedByGrant({ targtype, objtype, objects = [], privileges }: GrantStmt): Stated[] {
  if (objtype === undefined) return [];
  const kinds = kindsOfType[objtype];
  const names = objects.map(objectName);
  if (targtype === "ACL_TARGET_ALL_IN_SCHEMA")
    return names.map((schema) => ({ act: "change", kinds, name: [...schema, "*"], isAll: true, properties }));
  const columns = nodesOf(privileges, "AccessPriv").flatMap(({ cols }) => words(cols));
  return names.flatMap((name): Stated[] => [
    { act: "change", kinds, name, properties },
    ...columns.map(
      (column): Stated => ({ act: "change", kinds: ["column"], name: [...name, column], properties }),
    ),
  ]);
}

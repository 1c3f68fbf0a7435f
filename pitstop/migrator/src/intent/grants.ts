import { nodeOf, nodesOf, words } from "@pitstop/lint/sql";
import type { AlterDefaultPrivilegesStmt, GrantStmt, ObjectType, RoleSpec } from "libpg-query";
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
  // A parameter is in the catalog while somebody has a right on it.
  if (objtype === "OBJECT_PARAMETER_ACL") return names.map((name) => ({ act: "drop", kinds, name }));
  return names.flatMap((name): Stated[] => [
    { act: "change", kinds, name, properties },
    ...columns.map(
      (column): Stated => ({ act: "change", kinds: ["column"], name: [...name, column], properties }),
    ),
  ]);
}

/** The kinds of objects that get rights by default, as the comparison calls them. */
const ofDefaults: Partial<Record<ObjectType, string>> = {
  OBJECT_TABLE: "tables",
  OBJECT_SEQUENCE: "sequences",
  OBJECT_FUNCTION: "functions",
  OBJECT_TYPE: "types",
  OBJECT_SCHEMA: "schemas",
  OBJECT_LARGEOBJECT: "large objects",
};

/** ALTER DEFAULT PRIVILEGES is about one kind of objects of some roles, in some schemas or in all. */
export function statedByDefaultPrivileges(
  { options, action }: AlterDefaultPrivilegesStmt,
  current: string,
): Stated[] {
  const listed = (option: string) =>
    nodesOf(options, "DefElem").flatMap(({ defname, arg }) =>
      defname === option ? (nodeOf(arg, "List")?.items ?? []) : [],
    );
  const kind = action?.objtype && ofDefaults[action.objtype];
  if (kind === undefined) return [];
  const roles = nodesOf(listed("roles"), "RoleSpec").map((role) => roleName(role, current));
  const schemas = words(listed("schemas"));
  return (roles.length > 0 ? roles : [current]).flatMap((role) =>
    (schemas.length > 0 ? schemas.map((schema) => [role, schema, kind]) : [[role, kind]]).map(
      (name): Stated => ({ act: "drop", kinds: ["default privilege"], name }),
    ),
  );
}

/** CURRENT_USER and the like have no name of their own. */
const roleName = ({ rolename }: RoleSpec, current: string): string => rolename ?? current;

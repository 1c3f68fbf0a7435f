import type { Node, ObjectType } from "libpg-query";
import { isOn } from "./option-list.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";

/** What says of a statement that acts outside the database that a rehearsal doesn't hold it back. */
export const evenInRehearsal =
  "The rehearsal runs on a copy of the database, but on the same server: even the rehearsal would act on the live one.";

const shared: readonly (ObjectType | undefined)[] = [
  "OBJECT_DATABASE",
  "OBJECT_ROLE",
  "OBJECT_TABLESPACE",
  "OBJECT_PARAMETER_ACL",
];

/**
 * What a statement changes that is no part of the database it runs in: roles, databases, tablespaces and settings belong
 * to the whole server, a subscription has a slot on another one, and COPY TO writes a file. Undefined for the rest, and for
 * what drop-database, drop-owned and set-tablespace stop: they say it themselves, so that one comment allows it.
 */
export function outsideDatabase(node: Node): string | undefined {
  if (isStoppedElsewhere(node)) return undefined;
  for (const find of finders) {
    const what = find(node);
    if (what !== undefined) return what;
  }
  return undefined;
}

const finders: readonly ((node: Node) => string | undefined)[] = [
  roles,
  databases,
  tablespaces,
  (node) => (nodeOf(node, "AlterSystemStmt") === undefined ? undefined : "The server's configuration"),
  namedObject,
  ownedObjects,
  subscription,
  (node) => {
    const copy = nodeOf(node, "CopyStmt");
    const isFile = copy?.filename !== undefined && copy.is_from !== true && copy.is_program !== true;
    return isFile ? `The file ${copy.filename}` : undefined;
  },
];

function roles(node: Node): string | undefined {
  const named = (names: readonly string[]) => `The role ${names.join(", ")}`;
  const of = (role: { rolename?: string } | undefined) => role?.rolename ?? "that runs the migration";
  const created = nodeOf(node, "CreateRoleStmt");
  if (created !== undefined) return named([created.role ?? ""]);
  const altered = nodeOf(node, "AlterRoleStmt");
  if (altered !== undefined) return named([of(altered.role)]);
  const set = nodeOf(node, "AlterRoleSetStmt");
  if (set !== undefined) return set.role === undefined ? "Every role" : named([of(set.role)]);
  const dropped = nodeOf(node, "DropRoleStmt");
  if (dropped !== undefined) return named(nodesOf(dropped.roles, "RoleSpec").map(of));
  const membership = nodeOf(node, "GrantRoleStmt");
  return membership && named(nodesOf(membership.grantee_roles, "RoleSpec").map(of));
}

function databases(node: Node): string | undefined {
  const database =
    nodeOf(node, "CreatedbStmt") ??
    nodeOf(node, "DropdbStmt") ??
    nodeOf(node, "AlterDatabaseStmt") ??
    nodeOf(node, "AlterDatabaseSetStmt") ??
    nodeOf(node, "AlterDatabaseRefreshCollStmt");
  return database && `The database ${database.dbname ?? ""}`;
}

function tablespaces(node: Node): string | undefined {
  const tablespace =
    nodeOf(node, "CreateTableSpaceStmt") ??
    nodeOf(node, "DropTableSpaceStmt") ??
    nodeOf(node, "AlterTableSpaceOptionsStmt");
  return tablespace && `The tablespace ${tablespace.tablespacename ?? ""}`;
}

/** RENAME, OWNER TO, GRANT, COMMENT and SECURITY LABEL of what all databases share. */
function namedObject(node: Node): string | undefined {
  const renamed = nodeOf(node, "RenameStmt");
  if (shared.includes(renamed?.renameType)) return sharedText(renamed?.renameType, renamed?.subname);
  const granted = nodeOf(node, "GrantStmt");
  if (shared.includes(granted?.objtype))
    return sharedText(granted?.objtype, words(granted?.objects).join(", "));
  const owned = nodeOf(node, "AlterOwnerStmt");
  if (shared.includes(owned?.objectType)) return sharedText(owned?.objectType, nameOf(owned?.object));
  const about = nodeOf(node, "CommentStmt") ?? nodeOf(node, "SecLabelStmt");
  return shared.includes(about?.objtype) ? sharedText(about?.objtype, nameOf(about?.object)) : undefined;
}

function nameOf(object: Node | undefined): string | undefined {
  return nodeOf(object, "String")?.sval;
}

function sharedText(kind: ObjectType | undefined, name = ""): string {
  const text =
    kind === "OBJECT_PARAMETER_ACL" ? "parameter" : (kind ?? "").replace("OBJECT_", "").toLowerCase();
  return `The ${text} ${name}`;
}

/** DROP OWNED and REASSIGN OWNED reach the databases and tablespaces of a role too. */
function ownedObjects(node: Node): string | undefined {
  const owned = nodeOf(node, "DropOwnedStmt") ?? nodeOf(node, "ReassignOwnedStmt");
  const names = nodesOf(owned?.roles, "RoleSpec").map(({ rolename }) => rolename ?? "the current role");
  return owned && `What databases and tablespaces have to do with ${names.join(", ")}`;
}

function subscription(node: Node): string | undefined {
  const created = nodeOf(node, "CreateSubscriptionStmt");
  const isApart =
    nodesOf(created?.options, "DefElem").some(({ defname }) => defname === "connect") &&
    !isOn(created?.options, "connect");
  if (isApart) return undefined;
  const found = created ?? nodeOf(node, "AlterSubscriptionStmt") ?? nodeOf(node, "DropSubscriptionStmt");
  return found && `The publisher of the subscription ${found.subname ?? ""}`;
}

function isStoppedElsewhere(node: Node): boolean {
  const options = nodesOf(nodeOf(node, "AlterDatabaseStmt")?.options, "DefElem");
  return (
    "DropdbStmt" in node || "DropOwnedStmt" in node || options.some(({ defname }) => defname === "tablespace")
  );
}

import type { ObjectType } from "libpg-query";
import { isLive, type Known } from "../known.ts";
import { objectName, partsOf } from "../object-name.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf, words } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "change-owner",
  level: "warning",
  finds: "OWNER TO of a table, view, sequence, schema, function or large object that was there",
  instead: "GRANT to the former owner first",
  why: "The former owner loses its rights with the ownership: deployed code that connects as it is refused. A view, or a function with SECURITY DEFINER, acts with the rights of the new owner.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-OWNER",
    "https://www.postgresql.org/docs/18/ddl-priv.html",
    "https://www.postgresql.org/docs/18/sql-alterfunction.html",
  ],
  find: (statement, known) => changed(statement, known).map((found) => ({ ...found, lock: null })),
  explain: ({ what, to }) =>
    `Deployed code that connects as the owner of ${what} loses its rights on it to ${to}, unless it was granted them or is a member of ${to}.`,
  rewrite: ({ what, to }, statement) =>
    intended(
      "change-owner",
      `no deployed code connects as the former owner of ${what}`,
      `Grant the former owner what deployed code needs, or make it a member of ${to}. Then:`,
      statement,
    ),
});

function changed({ node }: Statement, known: Known): { what: string; to: string; table: string | null }[] {
  const alter = nodeOf(node, "AlterTableStmt");
  const change = nodesOf(alter?.cmds, "AlterTableCmd").find(({ subtype }) => subtype === "AT_ChangeOwner");
  // PostgreSQL ignores the owner of an index.
  if (change !== undefined && alter?.objtype !== "OBJECT_INDEX") {
    const name = tableNameOf(alter?.relation);
    const object = objectName(alter?.objtype ?? "OBJECT_TABLE", shown(name).split("."));
    const isNew = !isLive(known, name) || known.newObjects.has(object.key);
    return isNew ? [] : [{ what: shown(name), to: roleText(change.newowner?.rolename), table: shown(name) }];
  }
  const owner = nodeOf(node, "AlterOwnerStmt");
  if (owner?.objectType === undefined || !owned.includes(owner.objectType)) return [];
  const list = nodeOf(owner.object, "List")?.items;
  const parts = list ? words(list) : owner.object ? partsOf(owner.object) : [];
  const name = objectName(owner.objectType, parts);
  if (known.newObjects.has(name.key) || known.newSchemas.has(name.shown)) return [];
  const what = owner.objectType === "OBJECT_LARGEOBJECT" ? "the large object" : name.shown;
  return [{ what, to: roleText(owner.newowner?.rolename), table: null }];
}

const roleText = (name: string | undefined) => name ?? "the current role";

/** Of these a query needs a right that the owner has by itself. */
const owned: readonly ObjectType[] = [
  "OBJECT_AGGREGATE",
  "OBJECT_FOREIGN_SERVER",
  "OBJECT_FUNCTION",
  "OBJECT_LARGEOBJECT",
  "OBJECT_PROCEDURE",
  "OBJECT_ROUTINE",
  "OBJECT_SCHEMA",
];

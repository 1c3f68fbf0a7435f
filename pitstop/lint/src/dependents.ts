import type { Node, RangeVar, RenameStmt } from "libpg-query";
import { columnTypeOf } from "./column-type.ts";
import { type Known, keyOf } from "./known.ts";
import { nodeOf, words } from "./syntax-node.ts";
import { shown, type TableName, tableNameFrom, tableNameOf } from "./table-name.ts";
import { addedParts, indexKey, partKey, removedParts, statisticsKey } from "./table-parts.ts";
import { columnKey, relationKey, routineKey, typeKey, usedObjects } from "./used-objects.ts";

/** An object that goes with what it uses: a view, a function, a domain, or a part of a table. */
export interface Dependent {
  readonly key: string;
  /** What is locked when it goes: the view itself, or the table that it is a part of. */
  readonly relation: TableName | undefined;
  readonly kind: "view" | "materialized view" | "other";
  readonly uses: ReadonlySet<string>;
}

/** Adds what the statement creates to the dependents, and takes away what it drops. */
export function learnDependents(node: Node, known: Known): void {
  for (const key of [...removedParts(node), ...droppedKeys(node)]) known.dependents.delete(key);
  for (const dependent of createdDependents(node, known)) known.dependents.set(dependent.key, dependent);
  if ("RenameStmt" in node) learnNewName(node.RenameStmt, known);
  if ("AlterObjectSchemaStmt" in node) {
    const { relation, newschema, objectType } = node.AlterObjectSchemaStmt;
    if (objectType !== "OBJECT_TABLE" && relation !== undefined)
      renameRelation(tableNameOf(relation), { schema: newschema, name: relation.relname ?? "" }, known);
  }
}

/** The keys of what a DROP names. */
export function droppedKeys(node: Node): string[] {
  const { removeType, objects = [] } = nodeOf(node, "DropStmt") ?? {};
  return objects.map((object) => {
    if ("TypeName" in object) return typeKey(columnTypeOf(object.TypeName).name);
    if ("ObjectWithArgs" in object) return routineKey(keyOf(words(object.ObjectWithArgs.objname)));
    const name = words(nodeOf(object, "List")?.items);
    if (removeType === "OBJECT_TRIGGER" || removeType === "OBJECT_POLICY" || removeType === "OBJECT_RULE")
      return partKey(tableNameFrom(name.slice(0, -1)), name.at(-1));
    if (removeType === "OBJECT_STATISTIC_EXT") return statisticsKey(name);
    return removeType === "OBJECT_INDEX" ? indexKey(name.at(-1)) : relationKey(tableNameFrom(name));
  });
}

function createdDependents(node: Node, known: Known): Dependent[] {
  const view = nodeOf(node, "ViewStmt");
  if (view !== undefined) return [viewOf(view.view, "view", view.query, known)];
  const create = nodeOf(node, "CreateTableAsStmt");
  if (create?.objtype === "OBJECT_MATVIEW")
    return [viewOf(create.into?.rel, "materialized view", create.query, known)];
  const routine = nodeOf(node, "CreateFunctionStmt");
  if (routine !== undefined) {
    const key = routineKey(keyOf(words(routine.funcname)));
    // Functions of one name count as one: the text alone doesn't say which of them is called.
    const before = known.dependents.get(key)?.uses ?? [];
    return [
      { ...withoutLock(key, routine, known), uses: new Set([...before, ...usedObjects(routine, known)]) },
    ];
  }
  const domain = nodeOf(node, "CreateDomainStmt");
  if (domain !== undefined)
    return [withoutLock(typeKey(keyOf(words(domain.domainname))), { typeName: domain.typeName }, known)];
  const range = nodeOf(node, "CreateRangeStmt");
  if (range !== undefined) return [withoutLock(typeKey(keyOf(words(range.typeName))), range.params, known)];
  return addedParts(node).map(({ key, table, expressions, routine: called }) => ({
    key,
    relation: table,
    kind: "other",
    uses: usedObjects(expressions, known).add(called ?? relationKey(table)),
  }));
}

const viewOf = (
  relation: RangeVar | undefined,
  kind: Dependent["kind"],
  query: unknown,
  known: Known,
): Dependent => ({
  key: relationKey(tableNameOf(relation)),
  relation: tableNameOf(relation),
  kind,
  uses: usedObjects({ query }, known),
});

const withoutLock = (key: string, root: unknown, known: Known): Dependent => ({
  key,
  relation: undefined,
  kind: "other",
  uses: usedObjects(root, known),
});

function learnNewName(
  { renameType, relation, object, subname, newname = "" }: RenameStmt,
  known: Known,
): void {
  const table = tableNameOf(relation);
  switch (renameType) {
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
      renameRelation(table, { ...table, name: newname }, known);
      return;
    case "OBJECT_COLUMN":
      renameKeys(known, (key) => (key === columnKey(table, subname ?? "") ? columnKey(table, newname) : key));
      return;
    case "OBJECT_TYPE":
    case "OBJECT_DOMAIN": {
      const from = words(nodeOf(object, "List")?.items);
      const to = typeKey(keyOf([...from.slice(0, -1), newname]));
      renameKeys(known, (key) => (key === typeKey(keyOf(from)) ? to : key));
      return;
    }
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE":
    case "OBJECT_ROUTINE": {
      const from = words(nodeOf(object, "ObjectWithArgs")?.objname);
      const to = routineKey(keyOf([...from.slice(0, -1), newname]));
      renameKeys(known, (key) => (key === routineKey(keyOf(from)) ? to : key));
    }
  }
}

/** A relation with another name or in another schema, with its columns and parts. */
export function renameRelation(from: TableName, to: TableName, known: Known): void {
  const old = shown(from);
  const renamed = (key: string): string => {
    if (key === relationKey(from)) return relationKey(to);
    if (key === typeKey(old)) return typeKey(shown(to));
    const kind = ["column", "primary key", "part", "default"].find(
      (kind) => key === `${kind} ${old}` || key.startsWith(`${kind} ${old} `),
    );
    return kind === undefined ? key : `${kind} ${shown(to)}${key.slice(kind.length + 1 + old.length)}`;
  };
  renameKeys(known, renamed);
  for (const dependent of known.dependents.values()) {
    if (dependent.relation !== undefined && shown(dependent.relation) === old)
      known.dependents.set(dependent.key, { ...dependent, relation: to });
  }
}

function renameKeys(known: Known, renamed: (key: string) => string): void {
  const all = [...known.dependents.values()];
  known.dependents.clear();
  for (const dependent of all) {
    const key = renamed(dependent.key);
    known.dependents.set(key, { ...dependent, key, uses: new Set([...dependent.uses].map(renamed)) });
  }
}

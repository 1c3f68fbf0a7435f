import type { DropStmt } from "libpg-query";
import { lockedByCascade } from "./cascade.ts";
import { droppedKeys } from "./dependents.ts";
import type { Known } from "./known.ts";
import { tableOfIndex } from "./known.ts";
import type { Lock } from "./lock.ts";
import { nodesOf, words } from "./syntax-node.ts";
import {
  defaultPartitionOf,
  partitionedParentsOf,
  referencedByOwn,
  referencing,
  withDescendants,
} from "./table-family.ts";
import { shown, type TableName, tableNameFrom } from "./table-name.ts";
import { statisticsKey } from "./table-parts.ts";
import { exclusive, type LocksOf, locked, type TakenLock } from "./taken-lock.ts";

function droppedTable(table: TableName, isCascade: boolean, known: Known): TakenLock[] {
  const family = withDescendants(known, table);
  const parents = partitionedParentsOf(known, table).map(({ name }) => name);
  return exclusive(
    ...family,
    ...parents,
    ...parents.flatMap((parent) => defaultPartitionOf(known, parent)),
    ...family.flatMap((each) => referencedByOwn(known, each)),
    ...(isCascade ? family.flatMap((each) => referencing(known, each)) : []),
  );
}

/** The locks of DROP. */
export const locksOfDrop: LocksOf<"DropStmt"> = (drop, known) => [
  ...locksOfNamed(drop, known),
  ...(drop.behavior === "DROP_CASCADE" ? exclusive(...lockedByCascade(keysOf(drop, known), known)) : []),
];

/** The keys of what a DROP names, with what belongs to it. */
function keysOf(drop: DropStmt, known: Known): string[] {
  const keys = droppedKeys({ DropStmt: drop });
  const rowTypes = keys.map((key) => key.replace(/^relation /, "type "));
  if (drop.removeType !== "OBJECT_SCHEMA") return [...keys, ...rowTypes];
  const schemas = nodesOf(drop.objects, "String").map(({ sval }) => sval ?? "");
  return schemas.flatMap((schema) => objectsIn(schema, known));
}

function objectsIn(schema: string, known: Known): string[] {
  const isIn = (name: string) => name.startsWith(`${schema}.`);
  return [
    ...[...known.tables.values()]
      .map(({ name }) => shown(name))
      .filter(isIn)
      .map((name) => `relation ${name}`),
    ...[...known.enums.keys(), ...known.domains.keys()].filter(isIn).map((name) => `type ${name}`),
    ...[...known.dependents.keys()].filter((key) => isIn(key.replace(/^(relation|type|routine) /, ""))),
  ];
}

const locksOfNamed: LocksOf<"DropStmt"> = ({ objects, removeType, behavior, concurrent }, known) => {
  const names = nodesOf(objects, "List").map((list) => words(list.items));
  switch (removeType) {
    case "OBJECT_TABLE":
      return names.flatMap((name) => droppedTable(tableNameFrom(name), behavior === "DROP_CASCADE", known));
    case "OBJECT_INDEX": {
      const lock: Lock = concurrent === true ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE";
      return names.flatMap((name) => {
        const table = tableOfIndex(known, name.at(-1) ?? "");
        return table === undefined ? [] : locked(lock, withDescendants(known, table.name));
      });
    }
    case "OBJECT_VIEW":
    case "OBJECT_MATVIEW":
    case "OBJECT_SEQUENCE":
    case "OBJECT_FOREIGN_TABLE":
      return exclusive(...names.map(tableNameFrom));
    case "OBJECT_STATISTIC_EXT":
      return names.flatMap((name) => {
        const table = known.dependents.get(statisticsKey(name))?.relation;
        return table === undefined ? [] : locked("SHARE UPDATE EXCLUSIVE", [table]);
      });
    // These are named by their table and their own name.
    case "OBJECT_TRIGGER":
    case "OBJECT_RULE":
    case "OBJECT_POLICY":
      return names.flatMap((name) => exclusive(...withDescendants(known, tableNameFrom(name.slice(0, -1)))));
    case "OBJECT_SCHEMA":
      return nodesOf(objects, "String").flatMap(({ sval }) => lockedInSchema(sval ?? "", known));
    default:
      return [];
  }
};

function lockedInSchema(schema: string, known: Known): TakenLock[] {
  const isIn = (name: TableName) => (name.schema ?? "public") === schema;
  const tables = [...known.tables.values()].map(({ name }) => name).filter(isIn);
  const views = [...known.dependents.values()].flatMap(({ kind, relation }) =>
    kind !== "other" && relation && isIn(relation) ? [relation] : [],
  );
  return [...tables.flatMap((table) => droppedTable(table, true, known)), ...exclusive(...views)];
}

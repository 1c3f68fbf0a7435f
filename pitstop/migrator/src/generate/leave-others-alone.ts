import type { SchemaDifference, TableDifference } from "@mikro-orm/postgresql";
import type { Ownership } from "./ownership.ts";

/**
 * Takes out of the difference what entities never owned, so that no migration drops it: views, functions, triggers and
 * policies that people write by hand, other teams' tables, and whatever a migration by hand made. Gives the names of
 * tables, types, columns, indexes and constraints that it left alone: "audit", "cars.remark".
 */
export function leaveOthersAlone(difference: SchemaDifference, owned: Ownership): string[] {
  const left: string[] = [];
  const isKept = (isOwned: boolean, name: string): boolean => {
    if (!isOwned) left.push(name);
    return isOwned;
  };
  difference.removedViews = {};
  difference.removedRoutines = {};
  difference.removedTables = filtered(difference.removedTables, (table) =>
    isKept(owned.hasTable(table), table.name),
  );
  const goes = new Set(
    Object.values(difference.removedTables).map(({ schema, name }) => `${schema}.${name}`),
  );
  difference.orphanedForeignKeys = difference.orphanedForeignKeys.filter(
    (key) =>
      goes.has(key.referencedTableName) ||
      owned.hasMember(localTable(key.localTableName), key.constraintName),
  );
  difference.removedNativeEnums = difference.removedNativeEnums.filter(({ name }) =>
    isKept(owned.hasObject(name), name),
  );
  difference.removedNamespaces = new Set(
    [...difference.removedNamespaces].filter((name) => isKept(owned.hasObject(name), name)),
  );
  for (const table of Object.values(difference.changedTables))
    leaveInTable(table, (name) =>
      isKept(owned.hasMember(table.fromTable, name), `${table.fromTable.name}.${name}`),
    );
  return left;
}

/** More than these are counted. */
const SHOWN = 5;

/** What was left alone, for the person who creates a migration. */
export function leftAlone(names: readonly string[]): string {
  const rest = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return `Left alone, because no entity has it and no generated migration made it: ${names.slice(0, SHOWN).join(", ")}${rest}. If an entity had it, drop it in a migration of its own (migration:create --blank).`;
}

function leaveInTable(table: TableDifference, isKept: (name: string) => boolean): void {
  table.removedIndexes = filtered(table.removedIndexes, ({ keyName, primary }) => primary || isKept(keyName));
  table.removedChecks = filtered(table.removedChecks, ({ name }) => isKept(name));
  table.removedForeignKeys = filtered(table.removedForeignKeys, (key) => isKept(key.constraintName));
  table.removedColumns = filtered(table.removedColumns, ({ name }) => isKept(name));
  table.removedTriggers = {};
  // One that is changed is in both lists.
  table.removedPolicies = filtered(table.removedPolicies, ({ name }) => name in table.addedPolicies);
  if (table.changedRlsEnabled === false) delete table.changedRlsEnabled;
  if (table.changedRlsForced === false) delete table.changedRlsForced;
  if (table.changedPartitioning && !table.changedPartitioning.to) delete table.changedPartitioning;
}

/** MikroORM names it with its schema. */
function localTable(path: string): { schema?: string; name: string } {
  const dot = path.indexOf(".");
  return dot < 0 ? { name: path } : { schema: path.slice(0, dot), name: path.slice(dot + 1) };
}

function filtered<Value>(
  values: Record<string, Value>,
  isKept: (value: Value) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isKept(value)));
}

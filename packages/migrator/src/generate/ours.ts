import type { SchemaDifference, TableDifference } from "@mikro-orm/sql";

/** Whether a migration of the project has this name of a table, column, index, constraint, type or schema. */
export type IsOurs = (name: string) => boolean;

/** Whatever the migrations of a project say, word by word: names without quotes are in any case. */
export function namesIn(migrations: readonly string[]): IsOurs {
  const text = migrations.join("\n").toLowerCase();
  const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu));
  return (name) =>
    words.has(name.toLowerCase()) || (/[^\p{L}\p{N}_$]/u.test(name) && text.includes(name.toLowerCase()));
}

/**
 * Takes out of the difference what the entities never owned, so that no migration drops it: views, functions,
 * triggers and policies that people write by hand, and whatever else no migration of the project mentions. A snapshot
 * that plain MikroORM read from a database lists all of these.
 */
export function leaveOthersAlone(difference: SchemaDifference, isOurs: IsOurs): void {
  difference.removedViews = {};
  difference.removedRoutines = {};
  difference.removedTables = filtered(difference.removedTables, ({ name }) => isOurs(name));
  const goes = new Set(
    Object.values(difference.removedTables).map(({ schema, name }) => `${schema}.${name}`),
  );
  difference.orphanedForeignKeys = difference.orphanedForeignKeys.filter(
    (key) => goes.has(key.referencedTableName) || isOurs(key.constraintName),
  );
  difference.removedNativeEnums = difference.removedNativeEnums.filter(({ name }) => isOurs(name));
  difference.removedNamespaces = new Set([...difference.removedNamespaces].filter(isOurs));
  for (const table of Object.values(difference.changedTables)) leaveInTable(table, isOurs);
}

function leaveInTable(table: TableDifference, isOurs: IsOurs): void {
  table.removedColumns = filtered(table.removedColumns, ({ name }) => isOurs(name));
  table.removedIndexes = filtered(table.removedIndexes, ({ keyName, primary }) => primary || isOurs(keyName));
  table.removedChecks = filtered(table.removedChecks, ({ name }) => isOurs(name));
  table.removedForeignKeys = filtered(table.removedForeignKeys, (key) => isOurs(key.constraintName));
  table.removedTriggers = {};
  // One that is changed is in both lists.
  table.removedPolicies = filtered(table.removedPolicies, ({ name }) => name in table.addedPolicies);
  if (table.changedRlsEnabled === false) delete table.changedRlsEnabled;
  if (table.changedRlsForced === false) delete table.changedRlsForced;
  if (table.changedPartitioning && !table.changedPartitioning.to) delete table.changedPartitioning;
}

function filtered<Value>(
  values: Record<string, Value>,
  isKept: (value: Value) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isKept(value)));
}

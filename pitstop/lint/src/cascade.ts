import type { Dependent } from "./dependents.ts";
import type { Known, KnownTable } from "./known.ts";
import { descendantsOf, typedTables } from "./table-family.ts";
import { shown, type TableName } from "./table-name.ts";
import { columnKey, relationKey, typeKey } from "./used-objects.ts";

/** The relations that CASCADE locks when these objects go: those that use them, those that use those, and so on. */
export function lockedByCascade(keys: readonly string[], known: Known): TableName[] {
  const gone = new Set<string>();
  const locked: TableName[] = [];
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (gone.has(key)) continue;
    gone.add(key);
    for (const table of typedTables(known, key.replace(/^type /, ""))) {
      locked.push(table);
      waiting.push(relationKey(table), typeKey(shown(table)));
    }
    for (const { name, columns } of tablesOf(key, known)) {
      locked.push(name, ...descendantsOf(known, name));
      waiting.push(...columns.map((column) => columnKey(name, column)));
    }
    for (const user of usersOf(key, known)) {
      if (user.relation !== undefined) locked.push(user.relation, ...descendantsOf(known, user.relation));
      waiting.push(user.key);
      // The rows of a view are a type, too.
      if (user.kind !== "other" && user.relation !== undefined) waiting.push(typeKey(shown(user.relation)));
    }
  }
  return locked;
}

/** What uses an object; a query that reads all columns of a table uses each. */
function usersOf(key: string, known: Known): Dependent[] {
  const all = key.replace(/^(column .*) [^ ]*$/, "$1 *");
  return [...known.dependents.values()].filter(({ uses }) => uses.has(key) || uses.has(all));
}

/** The tables with columns of a type, and the names of those. */
function tablesOf(key: string, known: Known): { name: TableName; columns: string[] }[] {
  return [...known.tables.values()].flatMap(({ name, columns }) => {
    const ofType = [...columns].filter(([, { type }]) => type && typeKey(type.name) === key);
    return ofType.length === 0 ? [] : [{ name, columns: ofType.map(([column]) => column) }];
  });
}

/** The tables and views of a query, at any depth of views: LOCK takes the same lock on each. */
export function readThroughView(view: TableName, known: Known, seen = new Set<string>()): TableName[] {
  const dependent = known.dependents.get(relationKey(view));
  if (dependent?.kind !== "view" || seen.has(dependent.key)) return [];
  seen.add(dependent.key);
  return [...dependent.uses].flatMap((key) => {
    const used = known.dependents.get(key);
    if (used?.kind === "view" && used.relation)
      return [used.relation, ...readThroughView(used.relation, known, seen)];
    const table = used ? undefined : known.tables.get(key.replace(/^relation /, ""));
    return table && key.startsWith("relation ") ? [table.name, ...descendantsOf(known, table.name)] : [];
  });
}

/** The tables and materialized views with columns of a domain, or of a domain over it. */
export function tablesOfDomain(domain: string, known: Known): TableName[] {
  const above = [...known.dependents.values()].filter(
    ({ key, uses }) => key.startsWith("type ") && uses.has(typeKey(domain)),
  );
  const tables = tablesOf(typeKey(domain), known);
  const isStored = (table: KnownTable | undefined) => table?.partitions === undefined;
  const families = tables.flatMap(({ name }) => [name, ...descendantsOf(known, name)]);
  const views = tables.flatMap(({ name, columns }) =>
    columns.flatMap((column) => usersOf(columnKey(name, column), known)),
  );
  return [
    // A partitioned table has no rows of its own.
    ...families.filter((name) => isStored(known.tables.get(shown(name)))),
    ...views.flatMap(({ kind, relation }) => (kind === "materialized view" && relation ? [relation] : [])),
    ...above.flatMap(({ key }) => tablesOfDomain(key.replace(/^type /, ""), known)),
  ];
}

import type { SchemaObject, Snapshot, UnchangedColumns } from "../snapshot/index.ts";
import { type Claim, isPermitted } from "./claim.ts";
import { isNamedBy } from "./named-by.ts";

/**
 * The tables whose rows must be looked for one by one, each with the columns whose values the migrations leave as they
 * are: those that they insert into, and those without a key of which a column gets another name. A sum over either says
 * nothing of single rows.
 */
export function keptTables(
  claims: readonly Claim[],
  { objects, tables }: Pick<Snapshot, "objects" | "tables">,
): UnchangedColumns[] {
  // What no comment permits is looked for: a statement that takes it away would otherwise hide behind the INSERT.
  const permitted = claims.filter(isPermitted);
  const claimsOn = (object: SchemaObject, ...acts: Claim["act"][]) =>
    permitted.filter((claim) => acts.includes(claim.act) && isNamedBy(object, claim));
  const hasClaim = (object: SchemaObject, ...acts: Claim["act"][]) => claimsOn(object, ...acts).length > 0;
  const known = new Map(objects.map((object) => [object.id, object]));
  /** What is generated follows from the columns that it is generated from. */
  const sourcesOf = (column: SchemaObject) => [
    column,
    ...column.columns.flatMap((id) => known.get(id) ?? []),
  ];
  const isRenamed = (column: SchemaObject) =>
    claimsOn(column, "change").some(({ properties }) => properties?.includes("name"));
  const isUnchanged = (column: SchemaObject) =>
    !hasClaim(column, "drop") && !sourcesOf(column).some((each) => hasClaim(each, "values"));
  const columnsOf = Map.groupBy(
    objects.filter(({ kind }) => kind === "column"),
    ({ parents: [table = ""] }) => table,
  );
  return objects.flatMap((table) => {
    if (table.kind !== "table" || hasClaim(table, "drop")) return [];
    const columns = columnsOf.get(table.id) ?? [];
    const isInserted = hasClaim(table, "insert");
    if (!isInserted && (hasKey(table, tables) || !columns.some(isRenamed))) return [];
    return [{ table, columns: columns.filter(isUnchanged), isInserted }];
  });
}

const hasKey = ({ path: [schema, name] }: SchemaObject, tables: Snapshot["tables"]): boolean =>
  tables.some((table) => table.schema === schema && table.table === name && table.key.length > 0);

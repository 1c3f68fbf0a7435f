import {
  createIndex,
  dropIndex,
  type Index,
  passingName,
  quoted,
  replaceIndex,
} from "@pitstop/migrator/recipes";
import { inDefaultSchema, planned } from "../../layers/sql.ts";
import type { PlannedMigration } from "../../plan.ts";
import type { IndexObject } from "../../schema-history/schema-object.ts";
import { exchangeColumn } from "../../sql-text/rename-column.ts";
import { type Carry, namedInDatabase } from "./carry.ts";

/** The same index over the new column: built beside the old one, which then goes. */
export function carriedIndex(object: IndexObject, name: string, carry: Carry): PlannedMigration[] {
  const { table, from, to } = carry;
  if (!carry.isAlike && !object.columns) throw namedInDatabase(object, carry, ", whose type changes");
  const found = exchangeColumn(object.sql, { table, column: from }, { column: to });
  if (!found?.isCertain) throw namedInDatabase(object, carry, ", which can't be read for certain");
  const index = (sql: string, called: string): Index => ({
    table: inDefaultSchema(table),
    name: called,
    create: sql.replace(/(\bindex\s+)("[^"]+"|\w+)/i, `$1${quoted(called)}`),
  });
  const before = index(object.sql, object.name);
  if (name === object.name)
    return planned(replaceIndex(before, index(found.sql, passingName(name))), `carry_${name}`);
  return [
    ...planned(createIndex(index(found.sql, name)), name),
    ...planned(dropIndex(before), `release_${object.name}`),
  ];
}

import type pg from "pg";
import { rowHashQuery, type TableName, withTextSettings } from "../fingerprint/index.ts";
import type { RowsDiffer } from "./difference.ts";
import { matchObjects } from "./match-objects.ts";
import { describeObject, type SchemaObject } from "./schema-object.ts";
import type { Snapshot } from "./snapshot.ts";
import { TableData } from "./table-data.ts";

/** A table with the columns that a migration leaves as they are. */
export interface UnchangedColumns {
  readonly table: SchemaObject;
  readonly columns: readonly SchemaObject[];
  /** Whether it gets more rows. */
  readonly isInserted: boolean;
}

/** The rows of some tables as they were: what is missing among rows that came later. */
export interface KeptRows {
  missingIn(after: Snapshot): Promise<RowsDiffer[]>;
}

/**
 * Keeps a hash of every row of some tables, in temporary tables of this session. A sum over a table says whether its
 * rows are the same; where a migration inserts some, only the rows themselves say whether the others are still there.
 */
export async function keepRows(
  client: pg.ClientBase,
  before: Snapshot,
  tables: readonly UnchangedColumns[],
): Promise<KeptRows> {
  const kept: UnchangedColumns[] = [];
  const data = new TableData(before);
  for (const unchanged of tables) {
    const { table, columns } = unchanged;
    const rows = await rowHashQuery(client, tableName(table), columns.map(ownName));
    if (rows === undefined) continue; // its rows are elsewhere
    const index = kept.push(unchanged) - 1;
    await withTextSettings(client, `create temp table ${keptTable(index)} as ${rows}`);
  }
  return {
    missingIn: async (after) => {
      const now = matchObjects(before.objects, after.objects);
      const dataNow = new TableData(after);
      const differences: RowsDiffer[] = [];
      for (const [index, { table, columns, isInserted }] of kept.entries()) {
        const is = now.get(table.id);
        const names = columns
          .map(({ id }) => now.get(id))
          .flatMap((column) => (column ? [ownName(column)] : []));
        // What is gone as a whole is a difference of its own.
        if (!is || names.length < columns.length) continue;
        const partitions = data.partitionsOf(data.of(table)).map(({ object }) => object);
        const gone = partitions.filter(({ id }) => !now.get(id));
        const left = partitions.flatMap(({ id }) => {
          const current = now.get(id);
          return current && !dataNow.isPartOf(current, is) ? [current] : [];
        });
        differences.push(
          ...(await missingRows(client, { index, table, isInserted, gone, places: [is, ...left], names })),
        );
      }
      return differences;
    },
  };
}

interface Looking {
  readonly index: number;
  readonly table: SchemaObject;
  readonly isInserted: boolean;
  /** Partitions that are gone as a whole: that is a difference of its own. */
  readonly gone: readonly SchemaObject[];
  /** Where its rows may be now: in the table itself, and in the partitions that left it. */
  readonly places: readonly SchemaObject[];
  readonly names: readonly string[];
}

async function missingRows(
  client: pg.ClientBase,
  { index, table, isInserted, gone, places, names }: Looking,
): Promise<RowsDiffer[]> {
  const queries: string[] = [];
  for (const place of places) {
    const rows = await rowHashQuery(client, tableName(place), names);
    if (rows === undefined) return [];
    queries.push(`select hash from (${rows}) as present`);
  }
  const stayed = `select hash from ${keptTable(index)} where partition <> all ('{${gone.map(oidOf).join(",")}}'::oid[])`;
  const [found] = await withTextSettings<{ before: string; missing: string }>(
    client,
    `select (select count(*) from ${keptTable(index)})::text as before, count(*)::text as missing
     from (${stayed} except all (${queries.join(" union all ")})) as missing`,
  );
  const [before, missing] = [Number(found?.before ?? 0), Number(found?.missing ?? 0)];
  if (missing === 0) return [];
  const what =
    missing === 1 ? "1 row that was there before is" : `${missing} rows that were there before are`;
  const others = isInserted ? ", besides the rows that were inserted" : "";
  const sentence = `In ${describeObject(table)}, ${what} gone or different${others}.`;
  return [{ object: table, what: "rows", before, after: before - missing, sentence }];
}

/** The second part of an id: catalog, OID, number of the column. */
const oidOf = ({ id }: SchemaObject): string => id.split("/")[1] ?? "0";
const keptTable = (index: number): string => `pg_temp.pitstop_kept_${index}`;
const tableName = ({ path: [schema = "", table = ""] }: SchemaObject): TableName => ({ schema, table });
const ownName = ({ path }: SchemaObject): string => path.at(-1) ?? "";

import { type Known, keyColumns } from "../known.ts";
import { quotedList } from "../quote.ts";
import { quotedTable, type TableName } from "../table-name.ts";

/** One batch of a backfill, to be repeated: locks a thousand rows at a time and can be stopped and resumed. */
export function backfillBatch(
  table: TableName,
  assignments: string,
  condition: string,
  known: Known,
): string {
  const keys = quotedList(keyColumns(known, table));
  const target = keys.includes(",") ? `(${keys})` : keys;
  return [
    known.advice.batches,
    `update ${quotedTable(table)} set ${assignments}`,
    `where ${target} in (select ${keys} from ${quotedTable(table)} where ${condition} limit 1000);`,
  ].join("\n");
}

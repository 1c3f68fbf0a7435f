import type { Known } from "../known.ts";
import { requireColumn } from "../recipes/required.ts";
import type { TableName } from "../table-name.ts";
import { recipeText } from "./recipe-text.ts";

/** Makes a column required without a scan under ACCESS EXCLUSIVE. */
export function notNullSteps(table: TableName, column: string, known: Known): string {
  return recipeText(requireColumn({ table, column, serverMajor: known.serverVersion.major }), table, known);
}

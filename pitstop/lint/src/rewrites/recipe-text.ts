import type { Known } from "../known.ts";
import { type Recipe, type RecipeMigration, sqlText } from "../recipes/recipe.ts";
import type { TableName } from "../table-name.ts";
import { backfillBatch } from "./backfill.ts";

/** A recipe as SQL that is ready to paste: what goes up, with a line above each migration. */
export function recipeText(recipe: Recipe, table: TableName, known: Known): string {
  return recipe
    .flatMap((migration, index) => [
      ...heading(migration, index === 0, known),
      ...migration.up.map((statement) =>
        statement.kind === "sql"
          ? `${sqlText(statement)};`
          : backfillBatch(table, statement.backfill.set, statement.backfill.where, known),
      ),
    ])
    .join("\n");
}

function heading(
  { comment, isTransactional }: RecipeMigration,
  isFirst: boolean,
  { advice }: Known,
): string[] {
  if (isFirst) {
    return isTransactional ? [] : [advice.outside];
  }
  return [advice.next(comment, isTransactional)];
}

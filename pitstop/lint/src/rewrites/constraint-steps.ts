import { type Constraint, constraintName } from "../constraint.ts";
import { quoted, quotedList } from "../quote.ts";
import { addCheck } from "../recipes/check.ts";
import { type Index, plainIndex } from "../recipes/create-index.ts";
import { addForeignKey } from "../recipes/foreign-key.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { addPrimaryKey, addUnique } from "../recipes/unique.ts";
import { quotedTable, type TableName } from "../table-name.ts";

/** `body` is what follows the name of the constraint: see `constraintBody`. */
export function checkRecipe(table: TableName, constraint: Constraint, body: string): Recipe {
  return addCheck({ table, name: constraintName(table, constraint), definition: body });
}

export function foreignKeyRecipe(table: TableName, constraint: Constraint, body: string): Recipe {
  const { references } = constraint;
  if (references === undefined) return [];
  return addForeignKey({
    table,
    name: constraintName(table, constraint),
    definition: foreignKeyDefinition(constraint, body),
    references: references.table,
  });
}

/** REFERENCES behind a column has no FOREIGN KEY in front of it. */
export function foreignKeyDefinition({ columns }: Constraint, body: string): string {
  return /^references\b/i.test(body) ? `foreign key (${quotedList(columns)}) ${body}` : body;
}

/** A foreign key as the parse tree has it, wherever it was written. */
export function foreignKeyBody({ columns, references, deferral, isTemporal }: Constraint): string {
  if (references === undefined) return "";
  const list = (names: readonly string[]) =>
    isTemporal
      ? [...names.slice(0, -1).map(quoted), `period ${quoted(names.at(-1) ?? "")}`].join(", ")
      : quotedList(names);
  const target = references.columns.length > 0 ? ` (${list(references.columns)})` : "";
  const rest = [references.actions ?? "", deferral === undefined ? "" : ` ${deferral}`].join("");
  return `foreign key (${list(columns)}) references ${quotedTable(references.table)}${target}${rest}`;
}

/** `nullable`: columns of a primary key that aren't known to be required. */
export function uniqueRecipe(
  table: TableName,
  constraint: Constraint,
  { nullable = [], serverMajor }: { nullable?: readonly string[]; serverMajor: number },
): Recipe {
  const index = indexOf(table, constraint);
  const { deferral } = constraint;
  const unique = { index, ...(deferral === undefined ? {} : { deferral }) };
  return constraint.kind === "primary" ? addPrimaryKey(unique, { nullable, serverMajor }) : addUnique(unique);
}

function indexOf(table: TableName, constraint: Constraint): Index {
  const { columns, including = [], isNullsNotDistinct, indexOptions = "" } = constraint;
  const plain = plainIndex({ table, name: constraintName(table, constraint), columns, isUnique: true });
  const include = including.length === 0 ? "" : ` include (${quotedList(including)})`;
  const distinct = isNullsNotDistinct ? " nulls not distinct" : "";
  return { ...plain, create: `${plain.create}${include}${distinct}${indexOptions}` };
}

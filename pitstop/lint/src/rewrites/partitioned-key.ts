import { type Constraint, constraintName } from "../constraint.ts";
import type { Known } from "../known.ts";
import { refusesKeyNotValid } from "../partitions.ts";
import { quoted } from "../quote.ts";
import { quotedTable, type TableName } from "../table-name.ts";
import { foreignKeyDefinition, foreignKeyRecipe } from "./constraint-steps.ts";
import { recipeText } from "./recipe-text.ts";

/** A foreign key that blocks nobody while rows are read. `body` is what follows its name. */
export function foreignKeyText(table: TableName, constraint: Constraint, body: string, known: Known): string {
  return refusesKeyNotValid(known, table)
    ? partitionedKeyText(table, constraint, body, known)
    : recipeText(foreignKeyRecipe(table, constraint, body), table, known);
}

/**
 * Before PostgreSQL 18: the key of each partition in two steps, then the parent's, which takes over keys that are valid
 * and reads no row.
 */
export function partitionedKeyText(
  table: TableName,
  constraint: Constraint,
  body: string,
  { advice }: Known,
): string {
  const name = quoted(constraintName(table, constraint));
  const definition = foreignKeyDefinition(constraint, body).replace(/\s+not\s+valid\s*$/i, "");
  return [
    "-- Before PostgreSQL 18 a partitioned table has no NOT VALID. For each partition first:",
    `-- alter table <partition> add constraint ${name} ${definition} not valid;`,
    advice.next("for each partition:", true),
    `-- alter table <partition> validate constraint ${name};`,
    advice.next("the parent takes over the keys of its partitions, and reads no row.", true),
    "-- pitstop:allow add-foreign-key-validated each partition has the key, and it is valid",
    `alter table ${quotedTable(table)} add constraint ${name} ${definition};`,
  ].join("\n");
}

import type { Constraint } from "../constraint.ts";
import { type Known, keyColumns, tableIn } from "../known.ts";
import { waiting } from "../lock.ts";
import { quoted } from "../quote.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { changesOf } from "../table-change.ts";
import { quotedTable, shown, type TableName } from "../table-name.ts";

export default rule({
  id: "drop-foreign-key",
  level: "warning",
  costs: [],
  finds: "DROP CONSTRAINT of a foreign key",
  instead: "only on purpose, and check for orphans",
  why: "Both tables are locked, and from then on rows may reference missing rows.",
  sources: ["Atlas CD101"],
  find: (statement, known) =>
    changesOf("AT_DropConstraint", statement, known).flatMap(({ name, table, command }) => {
      const key = command.name ?? "";
      const constraint = tableIn(known, name)?.constraints.get(key);
      const isForeign = constraint === undefined ? isNamedForeign(key) : constraint.kind === "foreign";
      if (!isForeign || constraint?.isNew === true) return [];
      return [{ name, table, key, references: constraint?.references, lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain({ table, references, lock }) {
    const parent = references === undefined ? "the table that it points to" : shown(references.table);
    return `${lock} on ${table} and on ${parent}: ${waiting(lock, "either")}. From now on rows of ${table} may point to nothing.`;
  },
  rewrite: ({ name, key, table, references }, statement, known) =>
    intended(
      "drop-foreign-key",
      `${table} may point to nothing from now on`,
      references === undefined
        ? `Without ${quoted(key)}, you have to check for orphans yourself. If you do want that:`
        : `Without it, you have to check for orphans yourself: ${orphans(name, key, references, known)}`,
      statement,
    ),
});

/** Names that PostgreSQL, MikroORM, Rails, Django and people give: orders_car_id_fkey, …_foreign, fk_orders_cars. */
function isNamedForeign(name: string): boolean {
  return /(^|_)(fk|fkey|foreign)(_|\d|$)|foreign_key/i.test(name);
}

function orphans(
  table: TableName,
  key: string,
  references: NonNullable<Constraint["references"]>,
  known: Known,
): string {
  const columns = tableIn(known, table)?.constraints.get(key)?.columns ?? [];
  const parents = references.columns.length > 0 ? references.columns : keyColumns(known, references.table);
  const pairs = columns.map((column, index) => `p.${quoted(parents[index] ?? "id")} = c.${quoted(column)}`);
  return `select count(*) from ${quotedTable(table)} c where not exists (select from ${quotedTable(references.table)} p where ${pairs.join(" and ")})`;
}

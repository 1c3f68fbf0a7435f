import { foreignKeysOf } from "../foreign-keys.ts";
import { waiting } from "../lock.ts";
import { foreignKeyBody } from "../rewrites/constraint-steps.ts";
import { foreignKeyText } from "../rewrites/partitioned-key.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { shown, tableNameOf } from "../table-name.ts";

export default rule({
  id: "add-multiple-foreign-keys",
  level: "warning",
  costs: [],
  finds: "foreign keys that lock three tables or more in one file",
  instead: "a migration for each",
  why: "Each foreign key locks both its tables; several in one migration stop the writes to three tables and more.",
  sources: ["online_migrations add_multiple_foreign_keys"],
  find(statement, known) {
    const created = nodeOf(statement.node, "CreateStmt")?.relation;
    const isLocked = (table: string) =>
      known.tables.get(table)?.isNew !== true &&
      (created === undefined || table !== shown(tableNameOf(created)));
    const before = [...known.foreignKeyTables].filter(isLocked);
    const keys = foreignKeysOf(statement, known);
    const touched = keys.flatMap(({ name, references }) => [shown(name), shown(references.table)]);
    const tables = [...new Set([...before, ...touched.filter(isLocked)])];
    const last = keys.at(-1);
    // Once is enough: where the third table comes in.
    if (last === undefined || before.length >= 3 || tables.length < 3) return [];
    return [{ tables, last, table: shown(last.name), lock: "SHARE ROW EXCLUSIVE" as const }];
  },
  explain: ({ tables, lock }) =>
    `The foreign keys of this migration take ${lock} on ${tables.join(", ")}: ${waiting(lock, "them")}.`,
  rewrite: ({ last }, _statement, known) => {
    const text = foreignKeyText(last.name, last.constraint, foreignKeyBody(last.constraint), known);
    return `-- A migration of its own for each foreign key; the last one here:\n${text}`;
  },
});

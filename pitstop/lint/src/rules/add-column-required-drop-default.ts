import type { AlterTableCmd } from "libpg-query";
import { columnOf } from "../column.ts";
import { columnIn, type Known } from "../known.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf } from "../syntax-node.ts";
import { changesOf, tableChanges } from "../table-change.ts";

export default rule({
  id: "add-column-required-drop-default",
  level: "error",
  costs: [],
  finds: "a required column that loses its default",
  instead: "leave the default until all code writes the column",
  why: "Once a required column has no default, code that doesn't write the column can no longer insert.",
  sources: ["django-migration-linter NOT_NULL"],
  find: (statement, known) =>
    changesOf("AT_ColumnDefault", statement, known).flatMap(({ name, table, command }) => {
      const column = command.name ?? "";
      // The column may have come in the same ALTER TABLE, one subcommand earlier.
      const added = tableChanges(statement)
        .flatMap((change) => nodeOf(change.command.def, "ColumnDef") ?? [])
        .find((definition) => definition.colname === column);
      const before = added === undefined ? columnIn(known, name, column) : asKnown(columnOf(added));
      const isDropped =
        command.def === undefined && before?.isNotNull === true && before.hasDefault !== false;
      if (!isDropped || isSetLater(command, statement, known)) return [];
      return [{ table, column, lock: "ACCESS EXCLUSIVE" as const }];
    }),
  explain: ({ table, column }) =>
    `${column} of ${table} is required and loses its default: every INSERT of deployed code that does not name ${column} then fails.`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "add-column-required-drop-default",
      `all deployed code writes ${table}.${column}`,
      `Leave the default. Drop it in a later release, when all deployed code writes ${table}.${column}:`,
      statement,
    ),
});

/** Whether the file gives the column a default again, further down: it changes the default, as MikroORM does. */
function isSetLater(dropped: AlterTableCmd, statement: Statement, known: Known): boolean {
  const own = tableChanges(statement);
  const below = own.slice(own.findIndex(({ command }) => command === dropped) + 1);
  const later = known.statements.slice(statement.index + 1).flatMap(tableChanges);
  return [...below, ...later].some(
    ({ table, command }) =>
      table === own[0]?.table &&
      command.subtype === "AT_ColumnDefault" &&
      command.name === dropped.name &&
      command.def !== undefined,
  );
}

function asKnown({ isNotNull, defaultValue }: ReturnType<typeof columnOf>) {
  return { isNotNull, hasDefault: defaultValue !== undefined };
}

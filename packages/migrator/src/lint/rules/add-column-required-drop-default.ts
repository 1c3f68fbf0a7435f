import { columnOf } from "../column.ts";
import { columnIn } from "../known.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import { nodeOf } from "../syntax-node.ts";
import { changesOf, tableChanges } from "../table-change.ts";

export default rule({
  id: "add-column-required-drop-default",
  level: "error",
  finds: "a required column that loses its default",
  instead: "leave the default until all code writes the column",
  why: "A required column that loses its default: code that does not know the column yet can no longer insert.",
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
      return isDropped ? [{ table, column, lock: "ACCESS EXCLUSIVE" as const }] : [];
    }),
  explain: ({ table, column }) =>
    `${column} of ${table} is required and loses its default: every INSERT of deployed code that does not name ${column} fails from now on.`,
  rewrite: ({ table, column }, statement) =>
    intended(
      "add-column-required-drop-default",
      `all deployed code writes ${table}.${column}`,
      `Leave the default. Drop it in a later release, when all deployed code writes ${table}.${column}:`,
      statement,
    ),
});

function asKnown({ isNotNull, defaultValue }: ReturnType<typeof columnOf>) {
  return { isNotNull, hasDefault: defaultValue !== undefined };
}

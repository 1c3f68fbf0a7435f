import { rule } from "../rule.ts";
import { definedColumns } from "../table-definition.ts";

export default rule({
  id: "prefer-text",
  level: "style",
  finds: "`varchar(n)`",
  instead: "text with a CHECK",
  why: "text is stored the same way, and a CHECK on its length can be changed without a rewrite.",
  sources: [
    "https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_varchar.28n.29_by_default",
    "squawk prefer-text-field",
  ],
  find: (statement) =>
    definedColumns(statement)
      .filter(({ column }) => column.type.name === "varchar" && column.type.modifiers.length > 0)
      .map((found) => ({ ...found, lock: null })),
  explain: ({ table, column }) =>
    `${column.name} of ${table} is varchar(${column.type.modifiers[0]}): a smaller limit needs a rewrite later. text with a CHECK does not.`,
  rewrite: ({ column }) =>
    `-- ${column.name} text check (length(${column.name}) <= ${column.type.modifiers[0]})`,
});

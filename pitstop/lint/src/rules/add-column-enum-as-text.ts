import { typeText } from "../column-type.ts";
import { quoted } from "../quote.ts";
import { rule } from "../rule.ts";
import { definedColumns } from "../table-definition.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "add-column-enum-as-text",
  level: "style",
  finds: "`char(n)` and native enums",
  instead: "text with a CHECK",
  why: "char(n) pads with blanks, and a native enum can never lose a value: text with a CHECK does neither.",
  sources: [
    "https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_char.28n.29",
    "squawk ban-char-field",
  ],
  find: (statement, known) =>
    definedColumns(statement)
      .filter(({ column }) => column.type.name === "bpchar" || known.enums.has(column.type.name))
      .map(({ name, table, column }) => ({ name, table, column, lock: null })),
  explain: ({ table, column }) =>
    `${column.name} of ${table} is ${typeText(column.type)}: ${column.type.name === "bpchar" ? "it is padded with blanks, which comparisons and clients treat differently" : "values can be added to a native enum, but never taken away"}. text with a CHECK is easier to change.`,
  rewrite: ({ name, column }) => `alter table ${quotedTable(name)} add column ${quoted(column.name)} text;`,
});

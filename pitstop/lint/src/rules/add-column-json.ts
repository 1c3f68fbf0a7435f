import { quoted } from "../quote.ts";
import { retypedDefinition } from "../rewrites/new-column.ts";
import { rule } from "../rule.ts";
import { addedColumns } from "../table-change.ts";
import { quotedTable } from "../table-name.ts";

export default rule({
  id: "add-column-json",
  level: "error",
  costs: [],
  finds: "a json column: DISTINCT and GROUP BY over it fail",
  instead: "jsonb",
  why: "json has no equality operator, so DISTINCT, GROUP BY and UNION over the table fail from now on.",
  sources: [
    "https://www.postgresql.org/docs/18/datatype-json.html",
    "strong_migrations add_column_json",
    "online_migrations",
  ],
  find: (statement, known) =>
    addedColumns(statement, known)
      .filter(({ column }) => column.type.name === "json")
      .map(({ name, table, column }) => ({ name, table, column, lock: "ACCESS EXCLUSIVE" as const })),
  explain: ({ table, column }) =>
    `json has no equality operator: once ${table} has ${column.name}, each SELECT DISTINCT, GROUP BY or UNION of deployed code that reads all its columns fails. jsonb has one.`,
  rewrite: ({ name, column }, statement, known) => {
    const definition = retypedDefinition(column.name, "jsonb", statement, known);
    return `alter table ${quotedTable(name)} add column ${quoted(column.name)} ${definition};`;
  },
});

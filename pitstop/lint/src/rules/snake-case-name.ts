import { rule } from "../rule.ts";
import { definedColumns, definedTables } from "../table-definition.ts";

export default rule({
  id: "snake-case-name",
  level: "style",
  finds: "a name that needs quotes",
  instead: "snake_case",
  why: "A name with capitals or special characters has to be quoted wherever it is used.",
  sources: [
    "https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_upper_case_table_or_column_names",
    "Atlas NM101-NM105",
  ],
  find(statement) {
    const tables = definedTables(statement).map(({ table, name }) => ({ table, named: name.name }));
    const columns = definedColumns(statement).map(({ table, column }) => ({ table, named: column.name }));
    return [...tables, ...columns]
      .filter(({ named }) => !/^[a-z_][a-z0-9_]*$/.test(named))
      .map((found) => ({ ...found, lock: null }));
  },
  explain: ({ named }) => `"${named}" needs its quotes in every query.`,
  rewrite: ({ named }) => `-- ${snakeCase(named)}`,
});

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}

import { rule } from "../rule.ts";
import { definedColumns } from "../table-definition.ts";

export default rule({
  id: "prefer-bigint-key",
  level: "style",
  finds: "an int key",
  instead: "bigint",
  why: "An int key runs out at 2,147,483,647, and making it wider later rewrites the table.",
  sources: ["squawk prefer-bigint-over-int", "online_migrations short_primary_key_type"],
  find: (statement) =>
    definedColumns(statement)
      .filter(({ column, isKey }) => isKey && ["int2", "int4"].includes(column.type.name))
      .map((found) => ({ ...found, lock: null })),
  explain: ({ table, column }) =>
    `The key ${column.name} of ${table} runs out of numbers at ${column.type.name === "int2" ? "32,767" : "2,147,483,647"}. bigint does not.`,
  rewrite: ({ column }) => `-- ${column.name} bigint generated always as identity primary key`,
});

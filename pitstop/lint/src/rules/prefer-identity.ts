import { rule } from "../rule.ts";
import { definedColumns } from "../table-definition.ts";

export default rule({
  id: "prefer-identity",
  level: "style",
  finds: "serial",
  instead: "an identity column",
  why: "serial has pitfalls: its sequence has rights and an owner of its own.",
  sources: ["https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_serial", "squawk prefer-identity"],
  find: (statement) =>
    definedColumns(statement)
      .filter(({ column }) => column.type.isSerial)
      .map((found) => ({ ...found, lock: null })),
  explain: ({ table, column }) =>
    `${column.name} of ${table} is a serial: its sequence needs rights of its own, and any INSERT may overrule it. An identity column is standard SQL.`,
  rewrite: ({ column }) => `-- ${column.name} bigint generated always as identity`,
});

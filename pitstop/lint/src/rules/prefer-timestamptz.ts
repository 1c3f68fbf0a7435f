import { rule } from "../rule.ts";
import { definedColumns } from "../table-definition.ts";

export default rule({
  id: "prefer-timestamptz",
  level: "style",
  finds: "timestamp",
  instead: "timestamptz",
  why: "timestamp is a wall-clock time without a time zone; timestamptz is a point in time.",
  sources: [
    "https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29",
    "squawk prefer-timestamp-tz",
  ],
  find: (statement) =>
    definedColumns(statement)
      .filter(({ column }) => column.type.name === "timestamp")
      .map((found) => ({ ...found, lock: null })),
  explain: ({ table, column }) =>
    `${column.name} of ${table} is a timestamp without time zone: it means another moment in each session's time zone.`,
  rewrite: ({ column }) => `-- ${column.name} timestamptz`,
});

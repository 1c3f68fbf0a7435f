import type { Column } from "../column.ts";
import { rule } from "../rule.ts";
import { definedTables } from "../table-definition.ts";

export default rule({
  id: "column-alignment",
  level: "style",
  finds: "an order of columns that wastes bytes",
  instead: "wide columns first",
  why: "Columns are stored in the order of their definition, each aligned to its type: narrow ones between wide ones waste bytes.",
  sources: ["https://www.postgresql.org/docs/18/catalog-pg-type.html (typalign)", "Atlas PG110"],
  find: (statement) =>
    definedTables(statement).flatMap(({ table, columns }) => {
      const best = columns.toSorted((one, other) => width(other) - width(one));
      const saved = padding(columns) - padding(best);
      return saved > 0 ? [{ table, best, saved, lock: null }] : [];
    }),
  explain: ({ table, saved }) =>
    `Each row of ${table} has ${saved} bytes of padding that the wide columns first would save.`,
  rewrite: ({ best }) => `-- ${best.map(({ name }) => name).join(", ")}`,
});

/** Bytes of the boundary that a type starts on. Unknown types and those of variable length start anywhere or on 4. */
const boundaries: Record<string, number> = {
  int8: 8,
  float8: 8,
  timestamp: 8,
  timestamptz: 8,
  time: 8,
  timetz: 8,
  interval: 8,
  money: 8,
  int4: 4,
  float4: 4,
  date: 4,
  oid: 4,
  int2: 2,
  bool: 1,
  uuid: 1,
};

function width({ type }: Column): number {
  return type.isArray ? 0 : (boundaries[type.name] ?? 0);
}

function padding(columns: readonly Column[]): number {
  let position = 0;
  let padded = 0;
  for (const column of columns) {
    const boundary = width(column);
    // Behind a column of variable length no position is known.
    if (boundary === 0) return padded;
    const gap = (boundary - (position % boundary)) % boundary;
    padded += gap;
    position += gap + (column.type.name === "uuid" ? 16 : boundary);
  }
  return padded;
}

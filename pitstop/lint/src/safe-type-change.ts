import type { Node } from "libpg-query";
import { type ColumnType, columnTypeOf } from "./column-type.ts";
import { isUtc } from "./session-setting.ts";
import { nodeOf, words } from "./syntax-node.ts";

/** What a change of type does to the table: nothing, rebuilds the indexes of the column, or rewrites every row. */
export type TypeChange = "none" | "index rebuild" | "table rewrite";

export interface TypeChangeSettings {
  /** Major version of the server. */
  readonly serverMajor: number;
  readonly timeZone: string | undefined;
}

/**
 * What `ALTER COLUMN … TYPE next USING expression` does to a column of type `current`. Each row of this matrix was
 * measured on PostgreSQL 18.4 (relfilenode of table and index before and after; see the test). Sources: strong_migrations
 * (lib/strong_migrations/adapters/postgresql_adapter.rb, change_type_safe?) and ATColumnChangeRequiresRewrite of
 * PostgreSQL's tablecmds.c, which allows relabelling, removed length coercions, and time zone conversions in UTC.
 */
export function typeChange(
  current: ColumnType,
  next: ColumnType,
  using: { readonly expression: Node | undefined; readonly column: string },
  settings: TypeChangeSettings,
): TypeChange {
  const casts = castsOf(using.expression, using.column);
  if (casts === undefined) return "table rewrite";
  let from = current;
  let strongest: TypeChange = "none";
  for (const to of [...casts, next]) {
    const step = castEffect(from, to, settings);
    if (step === "table rewrite") return step;
    if (step === "index rebuild") strongest = step;
    from = to;
  }
  // There and back again (text → citext → text) ends where it began.
  return from.name === current.name ? "none" : strongest;
}

/** The casts around the column, innermost first; undefined when the expression computes anything. */
function castsOf(expression: Node | undefined, column: string): ColumnType[] | undefined {
  if (expression === undefined) return [];
  const cast = nodeOf(expression, "TypeCast");
  if (cast !== undefined) {
    const inner = castsOf(cast.arg, column);
    return inner && cast.arg !== undefined ? [...inner, columnTypeOf(cast.typeName)] : undefined;
  }
  return words(nodeOf(expression, "ColumnRef")?.fields).at(-1) === column ? [] : undefined;
}

function castEffect(from: ColumnType, to: ColumnType, settings: TypeChangeSettings): TypeChange {
  if (from.isArray !== to.isArray) return "table rewrite";
  if (from.name === to.name) return isWidened(from, to) ? "none" : "table rewrite";
  // The elements of an array are converted one by one.
  if (from.isArray) return "table rewrite";
  const pair = `${from.name} → ${to.name}`;
  const isUnlimited = to.modifiers.length === 0;
  if (relabelled.has(pair)) return isUnlimited ? "none" : "table rewrite";
  if (relabelledWithOtherIndex.has(pair)) return isUnlimited ? "index rebuild" : "table rewrite";
  if (pair === "timestamp → timestamptz" || pair === "timestamptz → timestamp") {
    // Since PostgreSQL 12, and only where the conversion cannot shift a value or cut its fraction.
    const isExact =
      isUtc(settings.timeZone) && settings.serverMajor >= 12 && (isUnlimited || to.modifiers[0] === 6);
    return isExact ? "index rebuild" : "table rewrite";
  }
  return "table rewrite";
}

/** Same bytes on disk, same order in an index. */
const relabelled = new Set([
  "varchar → text",
  "text → varchar",
  "cidr → inet",
  "xml → text",
  "xml → varchar",
]);

/** Same bytes on disk, another operator class in an index. */
const relabelledWithOtherIndex = new Set([
  "text → citext",
  "varchar → citext",
  "citext → text",
  "citext → varchar",
  "int4 → oid",
  "oid → int4",
  "bit → varbit",
]);

function isWidened(from: ColumnType, to: ColumnType): boolean {
  const [old, oldScale = 0] = from.modifiers;
  const [wanted, wantedScale = 0] = to.modifiers;
  if (from.modifiers.join() === to.modifiers.join()) return true;
  // An array's elements keep their bytes only when the limit goes altogether.
  if (from.isArray) return to.modifiers.length === 0 && ["varchar", "varbit", "numeric"].includes(from.name);
  switch (from.name) {
    case "varchar":
    case "varbit":
      return wanted === undefined || (old !== undefined && wanted >= old);
    case "numeric":
      return wanted === undefined || (old !== undefined && wanted >= old && wantedScale === oldScale);
    case "timestamp":
    case "timestamptz":
    case "time":
    case "timetz":
      return (wanted ?? 6) >= (old ?? 6);
    case "interval":
      return isIntervalWidened(from, to);
    default:
      return false;
  }
}

// interval_support of PostgreSQL's timestamp.c: the finest field may only get finer, its precision only grow.
function isIntervalWidened(from: ColumnType, to: ColumnType): boolean {
  const finest = ({ modifiers }: ColumnType): number => {
    const mask = modifiers[0];
    if (mask === undefined || mask === 0x7fff) return 0;
    // Bits of SECOND, MINUTE, HOUR, DAY, MONTH, YEAR in that mask.
    return [12, 11, 10, 3, 1, 2].findIndex((bit) => (mask & (1 << bit)) !== 0);
  };
  const precision = ({ modifiers }: ColumnType) => modifiers[1] ?? 6;
  return finest(to) <= finest(from) && (finest(from) > 0 || precision(to) >= precision(from));
}

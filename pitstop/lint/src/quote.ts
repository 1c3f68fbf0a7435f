import { createHash } from "node:crypto";

/** Longer names are cut by PostgreSQL silently (NAMEDATALEN), so that two of them may become one. */
export const longestName = 63;

/** An identifier as SQL writes it. Always in quotes, as MikroORM does: no list of reserved words can be out of date. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** Reserved in PostgreSQL (appendix C of version 18): as a name of a table, only in quotes. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation " +
    "column concurrently constraint create cross current_catalog current_date current_role current_schema " +
    "current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch " +
    "for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral " +
    "leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer " +
    "overlaps placing primary references returning right select session_user similar some symmetric system_user " +
    "table tablesample then to trailing true union unique user using variadic verbose when where window with"
  ).split(" "),
);

export function quotedList(identifiers: readonly string[]): string {
  return identifiers.map(quoted).join(", ");
}

export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name for something that only the migrations need: the parts joined, and shortened by a hash if it is too long. */
export function derivedName(...parts: readonly string[]): string {
  const name = parts.join("_");
  if (Buffer.byteLength(name) <= longestName) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const ending = `_${hash}_${parts.at(-1)}`;
  return `${cutToBytes(name, longestName - Buffer.byteLength(ending))}${ending}`;
}

/**
 * The name that PostgreSQL makes up for a constraint: `cars_price_not_null`. The longer part gives way first.
 * Source: makeObjectName in src/backend/commands/indexcmds.c of PostgreSQL.
 */
export function generatedName(table: string, column: string, label: string): string {
  const separators = column === "" ? 1 : 2;
  const available = longestName - Buffer.byteLength(label) - separators;
  const bytes = { table: Buffer.byteLength(table), column: Buffer.byteLength(column) };
  while (bytes.table + bytes.column > available) bytes[bytes.table > bytes.column ? "table" : "column"] -= 1;
  const parts = [cutToBytes(table, bytes.table), cutToBytes(column, bytes.column), label];
  return parts.filter((part) => part !== "").join("_");
}

function cutToBytes(text: string, bytes: number): string {
  let cut = "";
  for (const character of text) {
    if (Buffer.byteLength(cut + character) > bytes) break;
    cut += character;
  }
  return cut;
}

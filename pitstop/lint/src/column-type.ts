import type { TypeName } from "libpg-query";
import { quoted } from "./quote.ts";
import { nodesOf, words } from "./syntax-node.ts";

export interface ColumnType {
  /** PostgreSQL's own name: int4, varchar, bpchar, timestamptz. A type of another schema keeps it: "app.mood". */
  readonly name: string;
  /** What stands in the parentheses: length, precision and scale. */
  readonly modifiers: readonly number[];
  readonly isArray: boolean;
  /** serial, bigserial, smallserial: an integer with a sequence. */
  readonly isSerial: boolean;
}

const serials: Record<string, string> = {
  smallserial: "int2",
  serial2: "int2",
  serial: "int4",
  serial4: "int4",
  bigserial: "int8",
  serial8: "int8",
};

export function columnTypeOf(typeName: TypeName | undefined): ColumnType {
  const parts = words(typeName?.names);
  const last = parts.at(-1) ?? "";
  const schema = parts.at(-2);
  const isBuiltIn = schema === undefined || schema === "pg_catalog";
  const integer = isBuiltIn ? serials[last] : undefined;
  return {
    name: integer ?? (isBuiltIn || schema === "public" ? (aliases[last] ?? last) : `${schema}.${last}`),
    modifiers: nodesOf(typeName?.typmods, "A_Const").map((constant) => constant.ival?.ival ?? 0),
    isArray: (typeName?.arrayBounds?.length ?? 0) > 0,
    isSerial: integer !== undefined,
  };
}

// The grammar resolves the SQL names; these reach the tree as they were written.
const aliases: Record<string, string> = { decimal: "numeric" };

/** Ways of writing that people expect in SQL. */
const spelled: Record<string, string> = {
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  bpchar: "char",
  char: '"char"',
  varbit: "bit varying",
};

/** The type as SQL: `varchar(20)`, `numeric(12,2)[]`. */
export function typeText(type: ColumnType): string {
  const base =
    spelled[type.name] ??
    (/^[a-z_][a-z0-9_]*$/.test(type.name) ? type.name : type.name.split(".").map(quoted).join("."));
  // An interval's first modifier is a mask of its fields, not what was written.
  const inParentheses = type.name === "interval" ? type.modifiers.slice(1) : type.modifiers;
  const modifiers = inParentheses.length > 0 ? `(${inParentheses.join(",")})` : "";
  return `${base}${modifiers}${type.isArray ? "[]" : ""}`;
}

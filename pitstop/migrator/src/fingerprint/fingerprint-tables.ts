import { quoted } from "@pitstop/lint/sql";
import type pg from "pg";
import { codeOf } from "../database-error.ts";
import type { ColumnFingerprint, TableFingerprint } from "./fingerprint.ts";
import { sumOf } from "./sum.ts";
import { type Column, readTables, type Table, type TableName } from "./tables.ts";
import { textOf, textSettings } from "./value-text.ts";

export interface FingerprintOptions {
  /** These alone; all tables of the application otherwise. */
  readonly tables?: readonly TableName[];
  /** MikroORM's list of applied migrations: it changes with every one. */
  readonly ignored?: TableName;
  /** Tables of the application that are put aside in the migrator's own schema. */
  readonly putAside?: readonly string[];
  /** The longest that reading may take, in milliseconds. Tables that do not fit come back with `isPartial`. */
  readonly budget?: number;
}

/**
 * Reads every table once and gives the fingerprint of each, in one snapshot, so that they belong together. The
 * smallest tables come first. Columns are hashed as text that does not depend on the session, nor on the order of rows
 * and columns, nor on a scale or a time zone in the type: a safe type change leaves the fingerprint as it was. In a
 * table without a key, values that two rows swapped are seen as long as it has the same columns.
 *
 * Throws what the database throws, also where row security would hide rows from this account.
 */
export async function fingerprintTables(
  client: pg.ClientBase,
  options: FingerprintOptions = {},
): Promise<TableFingerprint[]> {
  await client.query(`begin transaction isolation level repeatable read, read only; ${textSettings}`);
  try {
    return await fingerprintSnapshot(client, options);
  } finally {
    // It read only, so that there is nothing to commit, and a connection that is gone needs no rollback.
    await client.query("rollback").catch(() => undefined);
  }
}

/** The same within a transaction that the caller has begun, with `textSettings`, and ends: for a snapshot that others share. */
export async function fingerprintSnapshot(
  client: pg.ClientBase,
  { tables: wanted, ignored, putAside = [], budget }: FingerprintOptions = {},
): Promise<TableFingerprint[]> {
  const end = budget === undefined ? undefined : performance.now() + budget;
  const fingerprints: TableFingerprint[] = [];
  for (const table of await readTables(client, { wanted, ignored, putAside })) {
    fingerprints.push(end === undefined ? await read(client, table) : await readUntil(client, table, end));
  }
  return fingerprints.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

const nameOf = ({ schema, table }: TableName): string => `${schema}.${table}`;

const QUERY_CANCELED = "57014";

async function readUntil(client: pg.ClientBase, table: Table, end: number): Promise<TableFingerprint> {
  const left = Math.floor(end - performance.now());
  if (left < 1) return partial(table);
  await client.query(`savepoint fingerprint; set local statement_timeout = ${left}`);
  try {
    return await read(client, table);
  } catch (error) {
    if (codeOf(error) !== QUERY_CANCELED) throw error;
    await client.query("rollback to savepoint fingerprint");
    return partial(table);
  } finally {
    await client
      .query("release savepoint fingerprint; set local statement_timeout = 0")
      .catch(() => undefined);
  }
}

async function read(client: pg.ClientBase, table: Table): Promise<TableFingerprint> {
  const { rows } = await client.query<Sums>(queryOf(table));
  const sums = new Map(rows.map((found) => [found.partition, found]));
  const of = (name: TableName, found = nothing): TableFingerprint => ({
    schema: name.schema,
    table: name.table,
    rows: Number(found.rows),
    key: table.key,
    columns: Object.fromEntries(table.columns.map((column, index) => columnOf(column, found, index))),
    rowHash: found.whole,
    isPartial: false,
  });
  if (!table.isPartitioned) return of(table, rows[0]);
  const partitions = table.partitions.map((partition) => of(partition, sums.get(partition.oid)));
  return { ...sumOf(of(table), partitions), partitions };
}

/** What is in a table, or in one partition of it. */
interface Sums {
  readonly partition: string | null;
  readonly rows: string;
  readonly hashes: readonly string[];
  readonly values: readonly string[];
  readonly filled: readonly string[];
  readonly whole: string;
}

/** A partition without rows is in no group. */
const nothing: Sums = { partition: null, rows: "0", hashes: [], values: [], filled: [], whole: "0" };

const columnOf = ({ name, type }: Column, found: Sums, index: number): [string, ColumnFingerprint] => [
  name,
  {
    type,
    hash: found.hashes[index] ?? "0",
    values: found.values[index] ?? "0",
    filled: Number(found.filled[index] ?? 0),
  },
];

const partial = ({ schema, table, key }: Table): TableFingerprint => ({
  schema,
  table,
  rows: null,
  key,
  columns: {},
  isPartial: true,
});

/** Any number that no hash is likely to be. */
const HASH_OF_NULL = "6148914691236517205";

/**
 * A sum does not depend on the order of rows and, other than an exclusive or, sees two equal rows. `offset 0` keeps the
 * planner from writing each hash out twice, and so from computing it twice.
 */
function queryOf({ schema, table, isPartitioned, columns, key }: Table): string {
  const each = (aggregate: (value: string) => string) =>
    `array[${columns.map((_, index) => `${aggregate(`v${index}`)}::text`).join(", ")}]::text[]`;
  const sums = (sum: (value: string) => string) => each((value) => `coalesce(sum(${sum(value)}), 0)`);
  const values = columns.map(
    (column, index) =>
      `coalesce(hashtextextended(${textOf(column)} collate "C", 0), ${HASH_OF_NULL}) as v${index}`,
  );
  const inner = [
    ...values,
    `${keyOf(columns, key)} as k`,
    ...(isPartitioned ? ["t.tableoid as partition"] : []),
  ];
  return `
    select ${isPartitioned ? "partition::text" : "null"} as partition, count(*)::text as rows, ${sums((value) => `hashint8extended(${value} # k, 0)`)} as hashes,
      ${sums((value) => value)} as values,
      ${each((value) => `count(nullif(${value}, ${HASH_OF_NULL}))`)} as filled,
      coalesce(sum(hashint8extended(${rowOf(columns)}, 0)), 0)::text as whole
    from (select ${inner.join(", ")}
      from ${isPartitioned ? "" : "only "}${quoted(schema)}.${quoted(table)} as t offset 0) as hashed
    ${isPartitioned ? "group by hashed.partition" : ""}`;
}

/** Each value with a seed of its own, so that two columns of a row that swap theirs are seen. The order is that of names. */
function rowOf(columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name).toSorted();
  return columns
    .map(({ name }, index) => `hashint8extended(v${index}, ${names.indexOf(name)})`)
    .reduce((all, one) => `${all} # ${one}`, "0::bigint");
}

function keyOf(columns: readonly Column[], key: readonly string[]): string {
  return columns
    .filter(({ name }) => key.includes(name))
    .toSorted((one, other) => key.indexOf(one.name) - key.indexOf(other.name))
    .reduce((seed, column) => `hashtextextended(${textOf(column)} collate "C", ${seed})`, "0::bigint");
}

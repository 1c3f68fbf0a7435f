import type pg from "pg";
import {
  fingerprintSnapshot,
  type TableFingerprint,
  type TableName,
  textSettings,
} from "../fingerprint/index.ts";
import { readSchema, type Schema, searchPathOf } from "./read-schema.ts";
import type { SchemaObject } from "./schema-object.ts";

/** Everything in a database that a migration can lose, at one moment. */
export interface Snapshot extends Schema {
  readonly tables: readonly TableFingerprint[];
}

export interface SnapshotOptions {
  /** MikroORM's list of what is applied, as it is written in SQL: it changes with every migration. */
  readonly migrationsTable: string;
  /** The longest that reading the rows may take, in milliseconds; without it they are all read. */
  readonly budget?: number;
  /** What there was: it is followed into the migrator's own schema, where a table may be put aside with its rows. */
  readonly before?: Pick<Schema, "objects">;
}

/** The migrator's own schema. */
const OWN_SCHEMA = "pitstop";

/**
 * Reads the schema and the fingerprint of each table in one transaction. Throws what the database throws, also where
 * row security would hide rows from this account.
 */
export async function takeSnapshot(client: pg.ClientBase, options: SnapshotOptions): Promise<Snapshot> {
  await client.query("begin transaction isolation level repeatable read, read only");
  try {
    return await snapshotWithin(client, options);
  } finally {
    // It read only, so that there is nothing to commit, and a connection that is gone needs no rollback.
    await client.query("rollback").catch(() => undefined);
  }
}

/** The same within a transaction that the caller has begun and rolls back. */
export async function snapshotWithin(
  client: pg.ClientBase,
  { migrationsTable, budget, before }: SnapshotOptions,
): Promise<Snapshot> {
  const history = await tableNamed(client, migrationsTable);
  const searchPath = await searchPathOf(client);
  // Definitions are printed under these settings too: with every name in full.
  await client.query(textSettings);
  const schema = await readSchema(client, searchPath);
  const objects = withoutOwn(schema.objects, history, before?.objects ?? []);
  const tables = await fingerprintSnapshot(client, {
    ...(history && { ignored: history }),
    ...(budget !== undefined && { budget }),
    putAside: objects.flatMap(({ kind, path: [schemaName, table = ""] }) =>
      kind === "table" && schemaName === OWN_SCHEMA ? [table] : [],
    ),
  });
  return { ...schema, objects, tables };
}

async function tableNamed(client: pg.ClientBase, name: string): Promise<TableName | undefined> {
  const { rows } = await client.query<TableName>(
    `select n.nspname as schema, c.relname as "table"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass($1)`,
    [name],
  );
  return rows[0];
}

/** Leaves out what the migrator writes itself, and what belongs to it, but not what was an application's before. */
function withoutOwn(
  objects: readonly SchemaObject[],
  history: TableName | undefined,
  before: readonly SchemaObject[],
): SchemaObject[] {
  const known = new Set(before.map(({ id }) => id));
  const isOwn = ({ id, kind, path }: SchemaObject) =>
    (path[0] === OWN_SCHEMA && !known.has(id)) ||
    (history !== undefined && kind === "table" && path[0] === history.schema && path[1] === history.table);
  const own = new Set(objects.filter(isOwn).map(({ id }) => id));
  // Objects come after what they belong to, except for those that a later catalog has.
  for (let size = -1; size !== own.size; ) {
    size = own.size;
    for (const { id, parents } of objects)
      if (!known.has(id) && parents.some((parent) => own.has(parent))) own.add(id);
  }
  return objects.filter(({ id }) => !own.has(id));
}

import { readFile } from "node:fs/promises";
import type { DatabaseSchema } from "@mikro-orm/postgresql";
import { MigratorError } from "../errors.ts";
import type { Ownership } from "./ownership.ts";
import { printSnapshot } from "./print-snapshot.ts";

/** Says that a snapshot has nothing but what an entity has: plain MikroORM's may list a whole database. */
const MARK = { source: "entities" } as const;

/** The text of a snapshot of what entities have. */
export function snapshotOfEntities(schema: DatabaseSchema): string {
  return printSnapshot({ ...MARK, ...schema.toJSON() });
}

/** The same of a database, without what entities don't own. */
export function snapshotOfDatabase(schema: DatabaseSchema, owned: Ownership): string {
  const json = JSON.parse(JSON.stringify(schema)) as SnapshotJson; // as MikroORM writes it
  const tables = json.tables.filter((table) => owned.hasTable(table));
  return printSnapshot({
    ...MARK,
    ...json,
    namespaces: json.namespaces.filter((name) => name === json.name || owned.hasObject(name)),
    tables: tables.map((table) => ownedParts(table, (name) => owned.hasMember(table, name))),
    nativeEnums: kept(json.nativeEnums, ({ name }) => owned.hasObject(name)),
  });
}

/** Whether a file says that it has only what entities have. */
export async function isOfEntities(snapshotFile: string | undefined): Promise<boolean> {
  const text = snapshotFile && (await readFile(snapshotFile, "utf8").catch(() => undefined));
  if (!text) return false;
  try {
    return (JSON.parse(text) as Partial<typeof MARK>).source === MARK.source;
  } catch {
    // What can't be read is reported where it is read as a schema.
    return false;
  }
}

/** Why a snapshot that is not JSON, after a merge for example, can't be read. */
export function unreadable(snapshotFile = "the snapshot", cause: SyntaxError): MigratorError {
  return new MigratorError(
    "GENERATE_SNAPSHOT_UNREADABLE",
    `${snapshotFile} is not JSON: ${cause.message}`,
    "Restore it from git. In a Pitstop application, `pitstop merge` rebuilds it after a merge.",
    { cause },
  );
}

interface SnapshotTable {
  readonly name: string;
  readonly schema?: string;
  readonly columns: Readonly<Record<string, unknown>>;
  readonly indexes?: readonly { readonly keyName: string; readonly primary?: boolean }[];
  readonly checks?: readonly { readonly name: string }[];
  readonly foreignKeys?: Readonly<Record<string, unknown>>;
}

interface SnapshotJson {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly tables: readonly SnapshotTable[];
  readonly nativeEnums: Readonly<Record<string, { readonly name: string }>>;
}

function ownedParts(table: SnapshotTable, isOwned: (name: string) => boolean): SnapshotTable {
  const { columns, indexes = [], checks = [], foreignKeys = {} } = table;
  return {
    ...table,
    columns: kept(columns, (_value, name) => isOwned(name)),
    indexes: indexes.filter(({ keyName, primary }) => primary || isOwned(keyName)),
    checks: checks.filter(({ name }) => isOwned(name)),
    foreignKeys: kept(foreignKeys, (_value, name) => isOwned(name)),
  };
}

function kept<Value>(
  values: Readonly<Record<string, Value>>,
  isKept: (value: Value, name: string) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => isKept(value, name)));
}

import type pg from "pg";
import {
  appliedRows,
  locateMigrationsTable,
  type MigrationsTableName,
} from "../migration/migrations-table.ts";
import type { DatabaseLocale, Manifest } from "./manifest.ts";

export type DatabaseFacts = Pick<
  Manifest,
  "database" | "locale" | "databaseBytes" | "serverVersion" | "migrations"
>;

/** What a backup must know of a database to bring it back, and which migrations it has. */
export async function factsOf(
  client: pg.ClientBase,
  migrationsTable?: MigrationsTableName,
): Promise<DatabaseFacts> {
  // As JSON, because the columns differ from one version to the next.
  const { rows } = await client.query<{
    row: Record<string, unknown>;
    encoding: string;
    bytes: string;
    version: string;
  }>(
    `select to_jsonb(d) as row, pg_encoding_to_char(encoding) as encoding, pg_database_size(oid)::text as bytes,
       current_setting('server_version_num') as version
     from pg_database d where datname = current_database()`,
  );
  const [found] = rows;
  if (!found) throw new Error("a session has a database");
  return {
    database: String(found.row.datname),
    locale: localeOf(found.row, found.encoding),
    databaseBytes: Number(found.bytes),
    serverVersion: Number(found.version),
    migrations: await appliedMigrations(client, migrationsTable),
  };
}

function localeOf(row: Record<string, unknown>, encoding: string): DatabaseLocale {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : null);
  return {
    encoding,
    collate: text("datcollate") ?? "C",
    ctype: text("datctype") ?? "C",
    provider: text("datlocprovider"),
    locale: text("datlocale") ?? text("daticulocale"),
    rules: text("daticurules"),
  };
}

async function appliedMigrations(
  client: pg.ClientBase,
  migrationsTable: MigrationsTableName | undefined,
): Promise<string[]> {
  if (!migrationsTable) return [];
  const table = await locateMigrationsTable(client, migrationsTable);
  return (await appliedRows(client, table)).map(({ name }) => name);
}

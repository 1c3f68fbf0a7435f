import type { Configuration } from "@mikro-orm/core";
import { quoted } from "@pitstop/lint/sql";
import type pg from "pg";

/** MikroORM's list of what is applied, as its settings name it. */
export interface MigrationsTableName {
  readonly table: string;
  /** Where no setting names one, the table is where the search_path of the database leads. */
  readonly schema?: string | undefined;
}

/** From `migrations.tableName`, which may name the schema as well, `migrations.schema` and `schema`. */
export function migrationsTableName(config: Configuration): MigrationsTableName {
  const { tableName, schema } = config.get("migrations");
  const [first = "", second] = (tableName ?? "mikro_orm_migrations").split(".");
  if (second !== undefined) return { table: second, schema: schema ?? first };
  // MikroORM leaves the name of its default schema away in everything that it writes.
  const ofEntities = config.get("schema");
  return { table: first, schema: schema ?? (ofEntities === "public" ? undefined : ofEntities) };
}

/**
 * The table as SQL writes it, always with its schema: a session with another search_path must not find another one.
 * It need not be there yet.
 */
export async function locateMigrationsTable(
  client: pg.ClientBase,
  { table, schema }: MigrationsTableName,
): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(
    `select coalesce($2, (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.oid = to_regclass(quote_ident($1))), current_schema(), 'public') as schema`,
    [table, schema ?? null],
  );
  return `${quoted(rows[0]?.schema ?? "public")}.${quoted(table)}`;
}

/** A row as MikroORM reads it. */
export interface AppliedRow {
  readonly id: number;
  readonly name: string;
  readonly executed_at: Date;
}

/** What is applied, oldest first; nothing where the table is not there. `table` is as it was located. */
export async function appliedRows(client: pg.ClientBase, table: string): Promise<AppliedRow[]> {
  const { rowCount } = await client.query("select where to_regclass($1) is not null", [table]);
  if (rowCount === 0) return [];
  const { rows } = await client.query<AppliedRow>(`select * from ${table} order by id`);
  // Earlier versions of MikroORM noted the file's extension too.
  return rows.map((row) => ({ ...row, name: row.name.replace(/\.[jt]s$/, "") }));
}

/** Makes the table as MikroORM would, with its schema, where it is not there. */
export async function createMigrationsTable(client: pg.ClientBase, table: string): Promise<void> {
  const schema = /^"(?:[^"]|"")*"/.exec(table)?.[0] ?? "";
  const { rows } = await client.query<{ isThere: boolean; hasSchema: boolean }>(
    `select to_regclass($1) is not null as "isThere", to_regnamespace(nullif($2, '')) is not null as "hasSchema"`,
    [table, schema],
  );
  if (rows[0]?.isThere) return;
  if (!rows[0]?.hasSchema) await client.query(`create schema ${schema}`);
  await client.query(`create table ${table} (id serial primary key, name varchar(255) not null,
    executed_at timestamptz not null default current_timestamp)`);
}

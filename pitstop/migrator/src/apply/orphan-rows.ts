import { descendants, quoted, words } from "@pitstop/lint/sql";
import { type Constraint, parseSync } from "libpg-query";
import type pg from "pg";
import { type Failure, rowsWhere } from "./offending-rows.ts";

interface Key {
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
}

/** A query for the rows whose foreign key leads nowhere. */
export async function orphans(client: pg.ClientBase, failure: Failure): Promise<string | undefined> {
  const key = (await keyInDatabase(client, failure)) ?? (await keyInStatement(client, failure));
  if (!key) return undefined;
  const pairs = key.columns.map((column, index) => ({
    child: `t.${quoted(column)}`,
    parent: `p.${quoted(key.parentColumns[index] ?? "")}`,
  }));
  const isSet = pairs.map(({ child }) => `${child} is not null`).join(" and ");
  const matches = pairs.map(({ child, parent }) => `${parent} = ${child}`).join(" and ");
  return rowsWhere(failure.table, `${isSet} and not exists (select from ${key.parent} p where ${matches})`);
}

async function keyInDatabase(
  client: pg.ClientBase,
  { table, constraint }: Failure,
): Promise<Key | undefined> {
  const { rows } = await client.query<Key>(
    `select (select array_agg(a.attname::text order by k.n) from unnest(conkey) with ordinality k (number, n)
         join pg_attribute a on a.attrelid = conrelid and a.attnum = k.number) as columns,
       confrelid::regclass::text as parent,
       (select array_agg(a.attname::text order by k.n) from unnest(confkey) with ordinality k (number, n)
         join pg_attribute a on a.attrelid = confrelid and a.attnum = k.number) as "parentColumns"
     from pg_constraint where conrelid = to_regclass($1) and conname = $2 and contype = 'f'`,
    [table, constraint],
  );
  return rows[0];
}

async function keyInStatement(client: pg.ClientBase, { sql }: Failure): Promise<Key | undefined> {
  const added = descendants(parseSync(sql), "Constraint").find(({ contype }) => contype === "CONSTR_FOREIGN");
  if (!added?.pktable) return undefined;
  const { schemaname, relname = "" } = added.pktable;
  const parent = schemaname ? `${quoted(schemaname)}.${quoted(relname)}` : quoted(relname);
  const named = words(added.pk_attrs);
  return {
    columns: columnsOf(added),
    parent,
    parentColumns: named.length > 0 ? named : await primaryKey(client, parent),
  };
}

const columnsOf = (constraint: Constraint): string[] => words(constraint.fk_attrs);

async function primaryKey(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select a.attname as name from pg_index i cross join unnest(i.indkey) with ordinality k (number, n)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
     where i.indrelid = to_regclass($1) and i.indisprimary order by k.n`,
    [table],
  );
  return rows.map(({ name }) => name);
}

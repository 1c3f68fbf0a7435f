import type { AbstractSqlPlatform, CheckDef, Column, DatabaseTable, IndexDef } from "@mikro-orm/postgresql";
import { quoted } from "@pitstop/lint/sql";
import type pg from "pg";
import { rolledBack } from "../transaction.ts";

/**
 * PostgreSQL keeps expressions in its own words: `between 1 and 9` becomes `>= 1 and <= 9`. What an entity says is put
 * to it on a temporary copy of the table without rows, which is rolled back, and read again in the same words.
 */
export class Respelling {
  readonly #client: pg.Client;
  readonly #platform: AbstractSqlPlatform;
  readonly #table: DatabaseTable;

  constructor(client: pg.Client, platform: AbstractSqlPlatform, table: DatabaseTable) {
    this.#client = client;
    this.#platform = platform;
    this.#table = table;
  }

  isSameCheck({ name, expression }: CheckDef): Promise<boolean> {
    return this.#isSame(
      `alter table pg_temp.${quoted(this.#table.name)} add constraint ${quoted(name)} check (${expression})`,
      "select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1::regclass and conname = $2",
      name,
    );
  }

  isSameDefault(column: Column): Promise<boolean> {
    return this.#isSame(
      `alter table pg_temp.${quoted(this.#table.name)} alter column ${quoted(column.name)} set default ${column.default}`,
      EXPRESSION,
      column.name,
    );
  }

  isSameGenerated(column: Column): Promise<boolean> {
    if (!column.generated) return Promise.resolve(false);
    const name = quoted(column.name);
    const type = column.type;
    return this.#isSame(
      `alter table pg_temp.${quoted(this.#table.name)} drop column ${name},
         add column ${name} ${type} generated always as ${column.generated}`,
      EXPRESSION,
      column.name,
    );
  }

  isSameIndex(index: IndexDef): Promise<boolean> {
    const helper = this.#platform.getSchemaHelper();
    // The names of the copy and of its indexes are those of the table, without a schema.
    const sql = helper?.getCreateIndexSQL(this.#table.name, index) ?? "";
    return this.#isSame(index.constraint ? "" : sql, INDEX, index.keyName);
  }

  /** Whether both select the same in PostgreSQL's words. */
  static async isSameView(client: pg.Client, one: string, other: string): Promise<boolean> {
    return isSame(client, async () => {
      const texts: (string | undefined)[] = [];
      for (const [index, definition] of [one, other].entries()) {
        await client.query(`create temporary view pitstop_view_${index} as ${definition}`);
        texts.push(
          await textOf(client, "select pg_get_viewdef($1::regclass) as text", [
            `pg_temp.pitstop_view_${index}`,
          ]),
        );
      }
      return texts[0] === texts[1];
    });
  }

  /** Where the entity's expression is none here, such as one over a column that is missing, it differs. */
  #isSame(change: string, read: string, name: string): Promise<boolean> {
    const client = this.#client;
    if (change === "") return Promise.resolve(false);
    const { name: table, schema } = this.#table;
    const original = `${quoted(schema ?? "public")}.${quoted(table)}`;
    const copy = `pg_temp.${quoted(table)}`;
    return isSame(client, async () => {
      await client.query(`create temporary table ${quoted(table)} (like ${original})`);
      await client.query(change);
      const [is, says] = [
        await textOf(client, read, [original, name]),
        await textOf(client, read, [copy, name]),
      ];
      return is !== undefined && is === says;
    });
  }
}

const EXPRESSION = `select pg_get_expr(d.adbin, d.adrelid) as text from pg_attrdef d
  join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
  where d.adrelid = $1::regclass and a.attname = $2`;

/** Without the names of the index and its table. */
const INDEX = `select i.indisunique || ' ' || substring(pg_get_indexdef(i.indexrelid) from ' USING .*') as text
  from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::regclass and c.relname = $2`;

/** Where a statement fails, the two are not the same. */
const isSame = (client: pg.Client, work: () => Promise<boolean>): Promise<boolean> =>
  rolledBack(client, work).catch(() => false);

async function textOf(client: pg.Client, sql: string, parameters: string[]): Promise<string | undefined> {
  const { rows } = await client.query<{ text: string }>(sql, parameters);
  return rows[0]?.text;
}

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { MikroORM } from "@mikro-orm/postgresql";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type DatabaseDefinition, entityOf } from "../definition.ts";
import { openDatabase } from "../open.ts";
import { recordsOf, valuesOf } from "./domains.ts";
import type { SeedDomain } from "./seed-domain.ts";
import type { SeedRecord } from "./seed-record.ts";

const ROWS_PER_CHUNK = 1_000;

/**
 * Adds `count` rows of a domain for load, by COPY: its records with a running number in the title, spread over the
 * related records that are there. `onProgress` is told the rows sent so far.
 */
export async function generateRows(
  definition: DatabaseDefinition,
  url: string,
  domain: SeedDomain,
  count: number,
  onProgress: (rows: number) => void,
): Promise<void> {
  const orm = await openDatabase(definition, { url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const related = await relatedIds(definition, orm, domain);
    const { table, columns } = tableOf(definition, orm, domain);
    const lines = copyLines(domain, await recordsOf(definition, domain.name), related, count, onProgress);
    const names = columns.map(pg.escapeIdentifier).join(", ");
    await pipeline(Readable.from(lines), client.query(copyFrom(`copy ${table} (${names}) from stdin`)));
    await client.query(`analyze ${table}`);
  } finally {
    await client.end();
    await orm.close();
  }
}

/** The domain's table and its columns, in the order of the lines: attributes, then relations. */
function tableOf(
  definition: DatabaseDefinition,
  orm: MikroORM,
  domain: SeedDomain,
): { table: string; columns: string[] } {
  const { tableName, properties } = orm.getMetadata().get(entityOf(definition, domain.name));
  const byName = properties as Record<string, { fieldNames: string[] } | undefined>; // by name, whatever the entity
  const names = [...Object.keys(domain.attributes), ...Object.keys(domain.relations)];
  return {
    table: pg.escapeIdentifier(tableName),
    columns: names.map((name) => byName[name]?.fieldNames[0] ?? name),
  };
}

/** The ids that each relation may lead to. */
async function relatedIds(
  definition: DatabaseDefinition,
  orm: MikroORM,
  domain: SeedDomain,
): Promise<string[][]> {
  return Promise.all(
    Object.values(domain.relations).map(async ({ domain: name }) => {
      const { tableName } = orm.getMetadata().get(entityOf(definition, name));
      const text = `select id::text as id from ${pg.escapeIdentifier(tableName)} order by id limit 1000`;
      const rows = await orm.em.fork().execute<{ id: string }[]>(text);
      return rows.map(({ id }) => id);
    }),
  );
}

/** COPY's text format: columns by tabs, \\N for null (https://www.postgresql.org/docs/18/sql-copy.html). */
function* copyLines(
  domain: SeedDomain,
  records: SeedRecord[],
  related: string[][],
  count: number,
  onProgress: (rows: number) => void,
) {
  let chunk = "";
  for (let index = 0; index < count; index++) {
    const record = records[index % records.length] ?? {};
    const values = valuesOf(domain, record, index + 1);
    if (Object.hasOwn(record, domain.title)) values[domain.title] = `${record[domain.title]} ${index + 1}`;
    const ids = related.map((all) => all[index % all.length]);
    chunk += `${[...Object.values(values), ...ids].map(copyText).join("\t")}\n`;
    const isFull = (index + 1) % ROWS_PER_CHUNK === 0;
    if (!isFull && index + 1 < count) continue;
    yield chunk;
    chunk = "";
    onProgress(index + 1);
  }
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function copyText(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
}

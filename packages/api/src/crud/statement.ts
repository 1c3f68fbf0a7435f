import type { EntityManager } from "@mikro-orm/postgresql";
import { CompiledQuery, type Transaction } from "kysely";
import type { Pool } from "pg";
import { parseExactly } from "./exact-json.ts";

/** PostgreSQL's "cached plan must not change result type": a prepared statement met a changed table. */
const STALE_PLAN = "0A000";

/** How many texts are kept prepared on each connection; rare shapes of filters beyond that run unprepared. */
const MAX_PREPARED = 200;
const names = new Map<string, string>();

/**
 * Runs SQL whose only column is a text of JSON or a number, and gives the values of that column. Inside a transaction of `em` it takes
 * part in it. Texts that repeat are prepared by name; one whose plan a migration made stale is run once more,
 * unprepared, so that no request fails because of a harmless change.
 */
export async function runStatement<Value>(
  em: EntityManager,
  text: string,
  values: unknown[],
): Promise<Value[]> {
  const transaction: Transaction<unknown> | undefined = em.getTransactionContext();
  if (transaction) {
    const { rows } = await transaction.executeQuery<Record<string, Value>>(CompiledQuery.raw(text, values));
    return rows.map((row) => readValue(Object.values(row)[0]));
  }
  const pool = await connectionPool(em);
  const query = { text, values, rowMode: "array" as const, types: json };
  const name = preparedName(text);
  try {
    return firstColumn(await pool.query<[Value]>(name ? { ...query, name } : query));
  } catch (error) {
    if (!name || !isStalePlan(error)) throw error;
    return firstColumn(await pool.query<[Value]>(query));
  }
}

/** Every value comes as JSON text, whatever else the connection does with types. */
const json = { getTypeParser: () => parseExactly };

/** Inside a transaction the connection's own types have read what is no text. By contract, it is the only column. */
const readValue = <Value>(value: unknown): Value =>
  (typeof value === "string" ? parseExactly(value) : value) as Value;

const firstColumn = <Value>({ rows }: { rows: [Value][] }): Value[] => rows.map(([value]) => value);

const isStalePlan = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === STALE_PLAN;

function preparedName(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MAX_PREPARED) return known;
  const name = `pitstop_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** The `pg` pool behind MikroORM, whose own layers would cost more than these statements themselves. */
function connectionPool(em: EntityManager): Promise<Pool> {
  return em.getConnection().getNativeClient() as Promise<Pool>; // MikroORM types it for any driver
}

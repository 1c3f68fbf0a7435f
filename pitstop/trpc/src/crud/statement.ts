import { hash } from "node:crypto";
import type { EntityManager } from "@mikro-orm/postgresql";
import { CompiledQuery, type Transaction } from "kysely";
import type { Pool } from "pg";
import { parseExactly } from "./exact-json.ts";
import { type QueryPool, replicasOf } from "./read-replicas.ts";

/** PostgreSQL's "cached plan must not change result type": a prepared statement met a changed table. */
const STALE_PLAN = "0A000";

/** How many texts are kept prepared on each connection; rare shapes of filters beyond that run unprepared. */
const MAX_PREPARED = 200;
const names = new Map<string, string>();

/**
 * "prepared statement already exists" and "does not exist": a pooler gives each transaction another connection, and
 * what is prepared on it is the work of others.
 */
const NOT_AS_PREPARED = new Set(["42P05", "26000"]);
let isPreparing = true;

/**
 * Runs SQL whose only column is a text of JSON or a number, and gives the values of that column. Inside a transaction
 * of `em` it takes part in it. Texts that repeat are prepared by name; one whose plan a migration made stale is run once
 * more, unprepared, so that no request fails because of a harmless change. Behind a pooler that doesn't keep what is
 * prepared, nothing is prepared any more. Both are told before a statement runs, so that nothing is done twice.
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
  return runOn(await connectionPool(em), text, values);
}

/**
 * The same for SQL that only reads. Where a query reads from replicas, one that has every change which was acknowledged
 * before answers; where none has, or it fails, the primary does.
 */
export async function readStatement<Value>(
  em: EntityManager,
  text: string,
  values: unknown[],
): Promise<Value[]> {
  const replicas = replicasOf(em);
  const replica = replicas && !em.isInTransaction() ? await replicas.upToDate() : undefined;
  if (!replica) return runStatement(em, text, values);
  try {
    return await runOn(replica.pool, text, values);
  } catch (error) {
    replica.failed(error);
    // What took too long there would take as long here, and what a shutdown canceled is not asked again.
    if (codeOf(error) === CANCELED) throw error;
    return runStatement(em, text, values);
  }
}

const CANCELED = "57014";

async function runOn<Value>(pool: QueryPool, text: string, values: unknown[]): Promise<Value[]> {
  const query = { text, values, rowMode: "array" as const, types: json };
  const name = isPreparing ? preparedName(text) : undefined;
  try {
    return firstColumn(await pool.query<[Value]>(name ? { ...query, name } : query));
  } catch (error) {
    if (!name) throw error;
    if (NOT_AS_PREPARED.has(codeOf(error))) isPreparing = false;
    else if (codeOf(error) !== STALE_PLAN) throw error;
    return firstColumn(await pool.query<[Value]>(query));
  }
}

/** Every value comes as JSON text, whatever else the connection does with types. */
const json = { getTypeParser: () => parseExactly };

/** Inside a transaction the connection's own types have read what is no text. By contract, it is the only column. */
const readValue = <Value>(value: unknown): Value =>
  (typeof value === "string" ? parseExactly(value) : value) as Value;

const firstColumn = <Value>({ rows }: { rows: [Value][] }): Value[] => rows.map(([value]) => value);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

function preparedName(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MAX_PREPARED) return known;
  // By the text: of two processes behind one pooler, neither may run what the other calls so.
  const name = `pitstop_${hash("sha1", text)}`;
  names.set(text, name);
  return name;
}

/** The `pg` pool behind MikroORM, whose own layers would cost more than these statements themselves. */
function connectionPool(em: EntityManager): Promise<Pool> {
  return em.getConnection().getNativeClient() as Promise<Pool>; // MikroORM types it for any driver
}

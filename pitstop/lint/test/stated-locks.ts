import type pg from "pg";
import { advice } from "../src/flavors/advice.ts";
import { nothingKnown, settle } from "../src/known.ts";
import { learn } from "../src/learn.ts";
import { type Lock, locks } from "../src/lock.ts";
import { split } from "../src/split.ts";
import { takenLocks } from "../src/taken-locks.ts";

const outside = { isInTransaction: false, queries: [] };

interface LockDifferences {
  /** Locks that the server takes and the linter doesn't state, or states as weaker ones. */
  readonly weaker: readonly string[];
  /** Locks that the linter states and the server doesn't take, or takes as weaker ones. */
  readonly stronger: readonly string[];
}

/** The locks that the linter states for each statement, compared with those that the server takes in this schema. */
export async function lockDifferences(
  client: pg.Client,
  schema: string,
  statements: readonly string[],
): Promise<LockDifferences> {
  const weaker: string[] = [];
  const stronger: string[] = [];
  for (const sql of statements) {
    const stated = statedLocks(schema, sql);
    const taken = await measuredLocks(client, sql);
    for (const relation of new Set([...Object.keys(stated), ...Object.keys(taken)])) {
      const difference = rank(stated[relation]) - rank(taken[relation]);
      const line = `${sql}: ${relation} ${stated[relation] ?? "nothing"}, measured ${taken[relation] ?? "nothing"}`;
      if (difference < 0) weaker.push(line);
      if (difference > 0) stronger.push(line);
    }
  }
  return { weaker, stronger };
}

function statedLocks(schema: string, sql: string): Record<string, Lock> {
  const known = nothingKnown(advice.sql);
  for (const statement of split(schema, outside)) learn(statement, known);
  settle(known);
  const [statement] = split(sql, outside);
  const taken = statement === undefined ? [] : takenLocks(statement, known);
  return strongest(taken.map(({ table, lock }) => ({ relation: table.name, lock })));
}

/** Of tables and views, and of the indexes and sequences that the statement names. */
async function measuredLocks(client: pg.Client, sql: string): Promise<Record<string, Lock>> {
  await client.query("begin");
  try {
    const { rows: relations } = await client.query<{ oid: number; name: string; kind: string }>(
      `select oid, relname as name, relkind as kind from pg_class
       where relnamespace in ('public'::regnamespace, to_regnamespace('shop')) and relkind in ('r', 'p', 'f', 'v', 'm', 'i', 'I', 'S')`,
    );
    await client.query(sql);
    const { rows } = await client.query<{ oid: number; mode: string }>(
      "select relation as oid, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'",
    );
    return strongest(
      rows.flatMap(({ oid, mode }) =>
        relations
          .filter((relation) => relation.oid === oid)
          .filter(({ name, kind }) => !"iIS".includes(kind) || (isNamedAlone(sql) && sql.includes(name)))
          .map(({ name }) => ({ relation: name, lock: lockOf(mode) })),
      ),
    );
  } finally {
    await client.query("rollback");
  }
}

/** Whether the statement is about an index or a sequence, rather than about its table. */
const isNamedAlone = (sql: string): boolean => /^((alter|reindex) (index|sequence)|drop sequence)/.test(sql);

const rank = (lock: Lock | undefined): number => (lock === undefined ? -1 : locks.indexOf(lock));

/** "ShareRowExclusiveLock" as the documentation writes it. */
function lockOf(mode: string): Lock {
  const words = mode
    .replace(/Lock$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
  return locks.find((lock) => lock === words) ?? "ACCESS SHARE";
}

/** The strongest lock per relation; weak ones, which stop nobody, are left out: the linter does not list them all. */
function strongest(taken: readonly { relation: string; lock: Lock }[]): Record<string, Lock> {
  const byRelation: Record<string, Lock> = {};
  for (const { relation, lock } of taken) {
    const held = byRelation[relation];
    const isStrong = locks.indexOf(lock) >= locks.indexOf("SHARE UPDATE EXCLUSIVE");
    if (isStrong && (held === undefined || locks.indexOf(lock) > locks.indexOf(held)))
      byRelation[relation] = lock;
  }
  return byRelation;
}

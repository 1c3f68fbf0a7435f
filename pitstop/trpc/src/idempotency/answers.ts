// The answers of mutations that came with an Idempotency-Key. The table is made by a migration, in the schema
// "pitstop", which is no part of what the entities describe.
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";

const TABLE = "pitstop.idempotency_keys";

/** For how long an answer is kept. */
const KEPT = "interval '1 day'";

/** How many answers one statement deletes, so that none takes long. */
const PRUNED_AT_ONCE = 1_000;

/** What was answered to the call with a key. */
export interface KeptAnswer {
  /** Which call it was. */
  readonly fingerprint: string;
  /** The answer as JSON text; null where the procedure answers nothing. */
  readonly answer: string | null;
}

/** Takes a key until the transaction ends; false where another call has it. */
export async function takeKey(em: EntityManager, key: string): Promise<boolean> {
  const [row] = await em.execute<{ taken: boolean }[]>(
    "select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as taken",
    [`${TABLE} ${key}`],
  );
  return row?.taken ?? false;
}

/** What was answered to the call with this key within the last day. */
export async function keptAnswer(em: EntityManager, key: string): Promise<KeptAnswer | undefined> {
  const [kept] = await em.execute<KeptAnswer[]>(
    `select fingerprint, answer from ${TABLE} where key = ? and created_at > now() - ${KEPT}`,
    [key],
  );
  return kept;
}

/** Keeps an answer in the transaction of the call; in place of one that is older than a day. */
export async function keepAnswer(
  em: EntityManager,
  key: string,
  { fingerprint, answer }: KeptAnswer,
): Promise<void> {
  await em.execute(
    `insert into ${TABLE} (key, fingerprint, answer) values (?, ?, ?)
     on conflict (key) do update
     set fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = now()`,
    [key, fingerprint, answer],
  );
}

/** Deletes the answers that are older than a day, and gives how many there were. */
export async function pruneAnswers(orm: MikroORM): Promise<number> {
  let pruned = 0;
  for (let last = PRUNED_AT_ONCE; last === PRUNED_AT_ONCE; pruned += last) {
    const deleted = await orm.em.fork().execute(
      `delete from ${TABLE} where key in (
           select key from ${TABLE} where created_at <= now() - ${KEPT}
           order by created_at limit ${PRUNED_AT_ONCE} for update skip locked)
         returning key`,
    );
    last = deleted.length;
  }
  return pruned;
}

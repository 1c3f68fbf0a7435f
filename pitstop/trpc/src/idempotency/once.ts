import { hash } from "node:crypto";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { User } from "../access/user.ts";
import { parseExactly } from "../crud/exact-json.ts";
import { BadInput, Conflict, IdempotencyKeyReused } from "../errors.ts";
import type { Notices } from "../evolution/notices.ts";
import { keepAnswer, keptAnswer, takeKey } from "./answers.ts";

/** A mutation that came with an Idempotency-Key. */
export interface KeyedCall {
  readonly orm: MikroORM;
  readonly key: string;
  /** Whose call it is: the key of one user is none of another's. */
  readonly user: Pick<User, "id"> | undefined;
  /** Which of the calls of the request it is: each of a batch has an answer of its own. */
  readonly index?: number | undefined;
  /** What tells this call from another one: its procedure and all that was given to it. */
  readonly said: readonly unknown[];
  readonly notices: Notices | undefined;
}

/**
 * Does the work of a call once, however often it is sent: in one transaction with the record of its answer, so that
 * neither is there without the other, whatever ends the process. The same call gets the kept answer. What is refused
 * or fails changes nothing and is not kept. Throws BadInput for a key that is none, IdempotencyKeyReused for a key of
 * another call, and Conflict ("busy") while the first one is under way.
 */
export async function once<Answer>(
  { orm, key: given, user, index = 0, said, notices }: KeyedCall,
  work: (em: EntityManager) => Promise<Answer>,
): Promise<Answer> {
  if (!KEY.test(given)) throw new BadInput(UNREADABLE, { [KEY_HEADER]: [UNREADABLE] });
  const key = [...(user ? [user.id] : []), index === 0 ? given : `${given} (${index})`].join("\n");
  const fingerprint = hash("sha256", canonicalText(said), "base64url");
  return inTransaction(orm, async (em) => {
    if (!(await takeKey(em, key))) {
      notices?.retryLater();
      throw new Conflict("busy", UNDER_WAY);
    }
    const kept = await keptAnswer(em, key);
    if (!kept) {
      const answer = await work(em);
      await keepAnswer(em, key, {
        fingerprint,
        answer: answer === undefined ? null : JSON.stringify(answer),
      });
      return answer;
    }
    if (kept.fingerprint !== fingerprint) throw new IdempotencyKeyReused();
    notices?.replayed();
    return (kept.answer === null ? undefined : parseExactly(kept.answer)) as Answer; // of the same call
  });
}

/**
 * As `em.transactional`, whose connection never returns to the pool where the database was lost and the rollback fails
 * too: here the connection is borrowed around the transaction.
 */
function inTransaction<Result>(orm: MikroORM, work: (em: EntityManager) => Promise<Result>): Promise<Result> {
  return orm.em
    .getConnection()
    .getClient()
    .connection()
    .execute(async (client) => {
      const transaction = await client.startTransaction().execute();
      const em = orm.em.fork();
      em.setTransactionContext(transaction);
      try {
        const result = await work(em);
        await em.flush();
        await transaction.commit().execute();
        return result;
      } catch (error) {
        // A lost connection takes its transaction along.
        await transaction
          .rollback()
          .execute()
          .catch(() => undefined);
        throw error;
      }
    });
}

export const KEY_HEADER = "Idempotency-Key";

/** In characters. */
export const MAX_KEY_LENGTH = 255;

const KEY = new RegExp(`^[\\x20-\\x7e]{1,${MAX_KEY_LENGTH}}$`);

const UNREADABLE = `${KEY_HEADER} takes 1 to ${MAX_KEY_LENGTH} characters of ASCII, such as a UUID.`;

const UNDER_WAY =
  "A call with this Idempotency-Key is still running. Try again in a moment: you get its answer then.";

/** The same text for values that differ in the order of keys alone. */
function canonicalText(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, inner) => (isPlain(inner) ? sorted(inner) : inner));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BadInput("The input nests objects and lists too deeply.");
  }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

const sorted = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1)));

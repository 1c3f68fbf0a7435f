import { createHash } from "node:crypto";
import type { MikroORM } from "@mikro-orm/postgresql";
import { networkOf } from "@pitstop/http";

/** How often something may be tried, by which measure. */
interface Limit {
  readonly attempts: number;
  /** In seconds. */
  readonly within: number;
}

/**
 * One address has many people behind it, and one account has one: guesses from many addresses are guesses too, and so
 * many mails are a nuisance whoever asks for them.
 */
const LIMITS = {
  password: { address: { attempts: 50, within: 600 }, account: { attempts: 10, within: 600 } },
  mail: { address: { attempts: 20, within: 3_600 }, account: { attempts: 5, within: 3_600 } },
  link: { address: { attempts: 50, within: 600 }, account: { attempts: 10, within: 600 } },
} satisfies Record<string, Record<keyof Attempt, Limit>>;

/** What is tried: a password, to have a mail sent, or the link of one. */
type Tried = keyof typeof LIMITS;

/** Whose attempts are counted. */
export interface Attempt {
  readonly address: string;
  /** The email address that was typed, whether or not anybody has it; of a link, its token. */
  readonly account: string;
}

/**
 * Counts an attempt, for all servers together. Gives for how many seconds no other one is made, and 0 where this one
 * may be.
 */
export async function waitBefore(
  orm: MikroORM,
  tried: Tried,
  { address, account }: Attempt,
): Promise<number> {
  const limits = LIMITS[tried];
  const waits = await Promise.all([
    count(orm, keyOf(tried, "address", networkOf(address)), limits.address),
    count(orm, keyOf(tried, "account", account), limits.account),
  ]);
  return Math.max(...waits);
}

/** Forgets the guesses at the password of an account, once its owner has signed in. */
export async function forgetAttempts(orm: MikroORM, account: string): Promise<void> {
  await orm.em
    .fork()
    .execute(`delete from "auth"."attempts" where key = ?`, [keyOf("password", "account", account)]);
}

/** Deletes what has expired: attempts, sessions, and states of sign-in that nobody came back from. */
export async function pruneExpired(orm: MikroORM): Promise<void> {
  for (const table of ["attempts", "sessions", "verifications"])
    await orm.em.fork().execute(`delete from "auth"."${table}" where expires_at < now()`);
}

/** What people type is not stored: it may be a password in the wrong field. */
const keyOf = (tried: Tried, by: keyof Attempt, text: string): string =>
  `${tried === "password" ? "" : `${tried} `}${by} ${createHash("sha256").update(text.trim().toLowerCase()).digest("base64url")}`;

async function count(orm: MikroORM, key: string, { attempts, within }: Limit): Promise<number> {
  const [row] = await orm.em.fork().execute<{ count: number; wait: number }[]>(
    `insert into "auth"."attempts" as a (key, count, expires_at)
     values (?, 1, now() + make_interval(secs => ?))
     on conflict (key) do update set
       count = case when a.expires_at <= now() then 1 else a.count + 1 end,
       expires_at = case when a.expires_at <= now() then excluded.expires_at else a.expires_at end
     returning count, greatest(1, ceil(extract(epoch from expires_at - now())))::int as wait`,
    [key, within],
  );
  return row && row.count > attempts ? row.wait : 0;
}

import { timingSafeEqual } from "node:crypto";
import type { MikroORM } from "@mikro-orm/postgresql";
import { PitstopError } from "@pitstop/errors";
import { momentSql } from "../moment.ts";
import { beginningOf, hashOf, isSecret, newSecret } from "./secret.ts";

/** An API key as it is stored: everything but the key. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Its first characters, to recognize it by. */
  readonly beginning: string;
  readonly role: string;
  /** Moments are ISO 8601, in UTC. */
  readonly createdAt: string;
  /** Null for one that never expires. */
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** When it was used last, by the hour; null for never. */
  readonly usedAt: string | null;
}

/** What a new API key is for. */
export interface NewApiKey {
  /** What uses it, such as `nightly import`. */
  readonly name: string;
  /** What it may do. */
  readonly role: string;
  /** For how many days it works; without it, until it is revoked. */
  readonly days?: number | undefined;
}

/** An API key on the day it is made: the only time that its secret is known. */
export interface CreatedApiKey extends ApiKey {
  /** What callers send. */
  readonly secret: string;
}

const TABLE = `"auth"."api_keys"`;

const COLUMNS = `id, name, beginning, role, ${momentSql("created_at")} as "createdAt", ${momentSql("expires_at")} as "expiresAt",
  ${momentSql("revoked_at")} as "revokedAt", ${momentSql("used_at")} as "usedAt"`;

/**
 * Makes an API key. Its secret is given this once: the database holds only a hash of it.
 *
 * @example
 * const { secret } = await createApiKey(orm, { name: "nightly import", role: "editor", days: 90 });
 */
export async function createApiKey(orm: MikroORM, { name, role, days }: NewApiKey): Promise<CreatedApiKey> {
  const secret = newSecret();
  const [key] = await orm.em.fork().execute<ApiKey[]>(
    `insert into ${TABLE} (name, role, beginning, hash, expires_at)
     values (?, ?, ?, ?, now() + make_interval(days => ?::int)) returning ${COLUMNS}`,
    [name, role, beginningOf(secret), hashOf(secret), days ?? null],
  );
  return { ...(key as ApiKey), secret }; // an insert of one row gives one
}

/** Every API key, the newest first; the revoked ones too, because a log may name them. */
export const listApiKeys = (orm: MikroORM): Promise<ApiKey[]> =>
  orm.em.fork().execute<ApiKey[]>(`select ${COLUMNS} from ${TABLE} order by created_at desc, id`);

/**
 * Ends an API key from this moment on, by its id or by its first characters. Throws PitstopError KEY_NOT_FOUND and
 * KEY_AMBIGUOUS. To revoke one again changes nothing.
 */
export async function revokeApiKey(orm: MikroORM, idOrBeginning: string): Promise<ApiKey> {
  const keys = (await listApiKeys(orm)).filter(
    ({ id, beginning }) => id === idOrBeginning || beginning === idOrBeginning,
  );
  const [key, other] = keys;
  if (!key)
    throw new PitstopError(
      "KEY_NOT_FOUND",
      `There is no API key "${idOrBeginning}".`,
      "`pitstop key:list` lists every key with its id.",
    );
  if (other)
    throw new PitstopError(
      "KEY_AMBIGUOUS",
      `${keys.length} API keys begin with "${idOrBeginning}".`,
      "Name one by its id, which `pitstop key:list` shows.",
    );
  const [revoked] = await orm.em
    .fork()
    .execute<ApiKey[]>(
      `update ${TABLE} set revoked_at = coalesce(revoked_at, now()) where id = ? returning ${COLUMNS}`,
      [key.id],
    );
  return revoked as ApiKey; // there it was
}

/** What was found out about a key that a caller sent. */
export type CheckedKey =
  | { readonly is: "valid"; readonly key: Pick<ApiKey, "id" | "name" | "role"> }
  | { readonly is: "malformed" | "unknown" | "revoked" | "expired" };

interface StoredKey extends Pick<ApiKey, "id" | "name" | "role"> {
  hash: Buffer;
  isRevoked: boolean;
  isExpired: boolean;
  isUseDue: boolean;
}

/** Checks a key that a caller sent, and writes down that it is in use, once an hour. */
export async function checkApiKey(orm: MikroORM, secret: string): Promise<CheckedKey> {
  if (!isSecret(secret)) return { is: "malformed" };
  const hash = hashOf(secret);
  const em = orm.em.fork();
  const [stored] = await em.execute<StoredKey[]>(
    `select id, name, role, hash, revoked_at is not null as "isRevoked",
       coalesce(expires_at <= now(), false) as "isExpired",
       coalesce(used_at < date_trunc('hour', now()), true) as "isUseDue"
     from ${TABLE} where hash = ?`,
    [hash],
  );
  // The index has compared hashes, whose bytes tell nothing of a key; this doesn't depend on how it does that.
  if (!stored || !timingSafeEqual(stored.hash, hash)) return { is: "unknown" };
  if (stored.isRevoked) return { is: "revoked" };
  if (stored.isExpired) return { is: "expired" };
  const { id, name, role } = stored;
  if (stored.isUseDue)
    await em.execute(`update ${TABLE} set used_at = date_trunc('hour', now()) where id = ?`, [id]);
  return { is: "valid", key: { id, name, role } };
}

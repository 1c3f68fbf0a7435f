import { hostname, userInfo } from "node:os";
import type pg from "pg";
import { isTheLock, lockKey } from "./lock-key.ts";

/** Who migrates at the moment. */
export interface LockHolder {
  /** Of its session in PostgreSQL. */
  readonly pid: number;
  readonly user: string;
  /** Names the account and the machine that it runs on. */
  readonly application: string;
  readonly since: Date;
}

/** Who holds the migration lock of this database; undefined when it has just been released. */
export async function findLockHolder(client: pg.ClientBase): Promise<LockHolder | undefined> {
  const { rows } = await client.query<LockHolder>(
    `select pid, coalesce(usename, '') as user, coalesce(application_name, '') as application,
       coalesce(substring(application_name from 'since (\\S+Z)')::timestamptz, backend_start, now()) as since
     from pg_locks join pg_stat_activity using (pid) where ${isTheLock} and granted`,
    [lockKey],
  );
  return rows[0];
}

/**
 * Signs the session that holds the lock, for whoever waits for it and for whoever reads pg_stat_activity. PostgreSQL
 * cuts the name after 63 bytes, so the machine comes last.
 */
export async function signAsHolder(client: pg.ClientBase): Promise<void> {
  const since = `${new Date().toISOString().slice(0, 19)}Z`;
  const name = `pitstop migrator since ${since} by ${userInfo().username}@${hostname()}`;
  await client.query("select set_config('application_name', $1, false)", [name]);
}

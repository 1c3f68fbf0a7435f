import { createHash } from "node:crypto";

/** The advisory lock of every migrator, a bigint as text. Advisory locks are per database, so one key serves all. */
export const lockKey = createHash("sha256").update("pitstop migrator").digest().readBigInt64BE().toString();

/** A condition on pg_locks that finds this lock; $1 is the key. pg_locks shows a bigint key as two halves. */
export const isTheLock = `locktype = 'advisory' and objsubid = 1
  and database = (select oid from pg_database where datname = current_database())
  and classid = (($1::bigint >> 32) & 4294967295)::oid and objid = ($1::bigint & 4294967295)::oid`;

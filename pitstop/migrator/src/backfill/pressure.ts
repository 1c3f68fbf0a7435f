import type pg from "pg";
import type { Pressure } from "./pace.ts";

/**
 * What the database suffers at the moment. An account without pg_monitor does not see replicas: they count as without
 * lag.
 */
export async function readPressure(monitor: pg.ClientBase): Promise<Pressure> {
  const { rows } = await monitor.query<Pressure>(
    `select
       coalesce((select max(extract(epoch from replay_lag)) * 1000 from pg_stat_replication), 0)::float8
         as "replicationLag",
       (select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock')::int as "lockWaits"`,
  );
  return rows[0] ?? { replicationLag: 0, lockWaits: 0 };
}

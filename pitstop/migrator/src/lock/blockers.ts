import type pg from "pg";

/** A session that somebody waits for. */
export interface Blocker {
  /** 0 for a prepared transaction, which has no session. */
  readonly pid: number;
  readonly user: string | null;
  readonly application: string | null;
  /** Such as "active" or "idle in transaction". */
  readonly state: string | null;
  /** When its transaction began. */
  readonly since: Date | null;
  /** Its last statement. */
  readonly query: string | null;
}

async function blockersOf(monitor: pg.ClientBase, pid: number): Promise<Blocker[]> {
  const { rows } = await monitor.query<Blocker>(
    `select blocker.pid, usename as user, application_name as application, state, xact_start as since, query
     from (select distinct unnest(pg_blocking_pids($1)) as pid) as blocker left join pg_stat_activity using (pid)`,
    [pid],
  );
  return rows;
}

const LOOK_AGAIN_AFTER = 1_000;

/**
 * Watches over another connection whom a client waits for, from `after` milliseconds on, and tells each time that it
 * sees somebody. The function that comes back ends the watch.
 */
export function watchBlockers(
  monitor: pg.ClientBase,
  client: pg.Client,
  after: number,
  onSeen: (blockers: readonly Blocker[]) => void,
): () => Promise<void> {
  const pid = processIdOf(client);
  let isWatching = true;
  let looking = Promise.resolve();
  const look = async () => {
    // Not seeing who blocks is no reason to fail: the statement itself tells how it ends.
    const blockers = await blockersOf(monitor, pid).catch(() => []);
    if (blockers.length > 0) onSeen(blockers);
    if (isWatching) timer = lookAfter(LOOK_AGAIN_AFTER);
  };
  const lookAfter = (milliseconds: number) =>
    setTimeout(() => {
      looking = look();
    }, milliseconds);
  let timer = lookAfter(after);
  return async () => {
    isWatching = false;
    clearTimeout(timer);
    await looking;
  };
}

/** The server process of a connected client. */
export function processIdOf(client: pg.Client): number {
  // pg keeps it, and its types do not tell.
  return (client as pg.Client & { processID: number }).processID;
}

/** For people, a line per session. */
export function shownBlockers(blockers: readonly Blocker[]): string {
  return blockers.map(shownBlocker).join("\n");
}

function shownBlocker({ pid, user, application, state, since, query }: Blocker): string {
  if (pid === 0) return "  a prepared transaction (see pg_prepared_xacts)";
  const name = application ? `, ${application}` : "";
  const begun = since ? ` since ${since.toISOString()}` : "";
  const statement = query?.replaceAll(/\s+/g, " ").slice(0, 200) ?? "";
  return `  pid ${pid} (${user ?? "unknown"}${name}) ${state ?? "at work"}${begun}: ${statement}`;
}

import { Gauge } from "prom-client";
import { oneAtATime } from "../one-at-a-time.ts";
import type { Family, Sources } from "./family.ts";

/** What the database says of itself. Where it can't be reached, what it would say is left out: it isn't known. */
export const database: Family = (sources) => {
  const { registry } = sources;
  // The three are collected at once, and ask together.
  const look = oneAtATime(() => askDatabase(sources).catch(() => undefined));
  const known = (name: string, help: string, of: (state: State) => number): Gauge => {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      collect: async () => {
        const state = await look();
        if (state) gauge.set(of(state));
        else gauge.remove();
      },
    });
    return gauge;
  };
  known(
    "pitstop_pending_migrations",
    "Migrations that this version of the code has and the database has not seen.",
    ({ pending }) => pending,
  );
  known(
    "pitstop_backfills_in_progress",
    "Backfills that were begun and aren't finished, also where none of their processes runs now.",
    ({ unfinished }) => unfinished,
  );
  const reachable: Gauge = new Gauge({
    name: "pitstop_database_reachable",
    help: "1 if the database answers, 0 if it doesn't.",
    registers: [registry],
    collect: async () => {
      reachable.set((await look()) ? 1 : 0);
    },
  });
  return undefined;
};

interface State {
  readonly pending: number;
  readonly unfinished: number;
}

async function askDatabase({ orm, database: { pendingMigrations } }: Sources): Promise<State> {
  const pending = await pendingMigrations(orm);
  const em = orm.em.fork();
  const [known] = await em.execute<{ isThere: boolean }[]>(
    `select to_regclass('pitstop.backfills') is not null as "isThere"`,
  );
  // The migrator makes its table with the first backfill or run.
  if (!known?.isThere) return { pending: pending.length, unfinished: 0 };
  const [row] = await em.execute<{ count: number }[]>(
    "select count(*)::int as count from pitstop.backfills where finished_at is null",
  );
  return { pending: pending.length, unfinished: row?.count ?? 0 };
}

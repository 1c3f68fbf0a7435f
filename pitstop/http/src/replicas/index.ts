import { setTimeout as pause } from "node:timers/promises";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { ReadReplicas } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";
import { listed, type Settings } from "../settings.ts";
import { type Position, primaryOf } from "./position.ts";
import { Replica } from "./replica.ts";

/** How often the replicas are looked at, in milliseconds. */
const BEAT = 500;

/** The read replicas of a server, with what is measured of them. */
export interface WatchedReplicas extends ReadReplicas {
  /** How many reads were answered by a replica, and how many by the primary. */
  readonly reads: Readonly<Record<"replica" | "primary", number>>;
  /** Each replica with its lag in bytes of the log, where it is known. */
  states(): { readonly name: string; readonly isReady: boolean; readonly lag: number | undefined }[];
}

/**
 * Opens the replicas of DATABASE_REPLICA_URLS, and watches them until the server closes. A read asks the primary for the
 * end of its log, together with all that come at the same time, and goes to a replica that has replayed it: what was
 * acknowledged before the read, by whichever server and to whomever, is in what it reads. One that isn't there or lags is
 * the primary's turn; it never fails a read, nor the start.
 */
export function openReplicas(server: FastifyInstance, orm: MikroORM, settings: Settings): WatchedReplicas {
  const { DATABASE_POOL_SIZE: poolSize, DATABASE_REPLICA_WAIT: wait } = settings;
  const primary = primaryOf(orm);
  const replicas = (listed(settings.DATABASE_REPLICA_URLS) ?? []).map(
    (url) => new Replica({ orm, log: server.log, url, poolSize, wait }),
  );
  const reads = { replica: 0, primary: 0 };
  let known: Position | undefined;
  let turn = 0;
  const closing = new AbortController();
  const watching = watch(replicas, async () => (known = await primary.position()), closing.signal);
  server.addHook("onClose", async () => {
    closing.abort();
    await watching;
    await Promise.all([primary.close(), ...replicas.map((replica) => replica.close())]);
  });

  const chosen = async (): Promise<Replica | undefined> => {
    if (!replicas.some(({ isReady }) => isReady)) return undefined;
    const position = await primary.position().catch(() => undefined);
    if (!position) return undefined;
    known = position;
    const ready = replicas.filter(({ isReady }) => isReady);
    const from = turn++ % Math.max(1, ready.length);
    const inTurn = [...ready.slice(from), ...ready.slice(0, from)];
    return inTurn.find((replica) => replica.has(position)) ?? (await firstTo(position, inTurn));
  };
  return {
    reads,
    upToDate: async () => {
      const replica = await chosen();
      reads[replica ? "replica" : "primary"]++;
      if (!replica) return undefined;
      return {
        pool: replica.pool,
        failed: (error) => {
          reads.replica--;
          reads.primary++;
          replica.failed(error);
        },
      };
    },
    states: () =>
      replicas.map((replica) => ({
        name: replica.name,
        isReady: replica.isReady,
        lag: lagOf(replica, known),
      })),
  };
}

/** The first that comes to the position; undefined where none does in time. */
async function firstTo(position: Position, replicas: readonly Replica[]): Promise<Replica | undefined> {
  const coming = replicas.map(async (replica) => {
    if (await replica.comesTo(position)) return replica;
    throw new Error("It is behind.");
  });
  return Promise.any(coming).catch(() => undefined);
}

/** Judges each replica by where the primary was one beat ago: one that is so far behind makes no read wait. */
async function watch(
  replicas: readonly Replica[],
  position: () => Promise<Position>,
  closing: AbortSignal,
): Promise<void> {
  let before: Position | undefined;
  while (!closing.aborted) {
    const now = await position().catch(() => undefined);
    const expected = before?.timeline === now?.timeline ? (before ?? now) : now;
    if (expected) await Promise.all(replicas.map((replica) => replica.judge(expected)));
    before = now;
    await pause(BEAT, undefined, { ref: false, signal: closing }).catch(() => undefined);
  }
}

function lagOf({ position }: Replica, primary: Position | undefined): number | undefined {
  if (!position || !primary || position.timeline !== primary.timeline) return undefined;
  return Math.max(0, Number(primary.lsn - position.lsn));
}

import type { MikroORM } from "@mikro-orm/postgresql";
import { type ChangeLog, pruneChanges } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";
import { pruneEvery } from "./pruning.ts";

/** In milliseconds: what is kept for days may lie for an hour more. */
const INTERVAL = 60 * 60_000;

/** Deletes logged changes once they are as old as the application says, as long as the server runs. */
export function pruneChangeLog(
  server: FastifyInstance,
  orm: MikroORM,
  changeLog: ChangeLog | undefined,
): void {
  const days = changeLog?.keptDays;
  if (days === undefined) return;
  const failed = "old changes can't be deleted; trying again in an hour";
  pruneEvery(server, INTERVAL, () => pruneChanges(orm, days), failed);
}

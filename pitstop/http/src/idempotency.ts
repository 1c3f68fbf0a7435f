import type { MikroORM } from "@mikro-orm/postgresql";
import { pruneAnswers } from "@pitstop/trpc";
import type { FastifyInstance } from "fastify";
import { pruneEvery } from "./pruning.ts";

/** In milliseconds: what is older than a day answers nothing, so that it may lie for a while. */
const INTERVAL = 10 * 60_000;

/** Deletes answers of calls with an Idempotency-Key once they are a day old, as long as the server runs. */
export const pruneIdempotencyKeys = (server: FastifyInstance, orm: MikroORM): void =>
  pruneEvery(
    server,
    INTERVAL,
    () => pruneAnswers(orm),
    "old idempotency keys can't be deleted; trying again in ten minutes",
  );

import type { MikroORM } from "@mikro-orm/postgresql";
import { connectionErrorOf } from "@pitstop/trpc";
import type { FastifyInstance, FastifyReply } from "fastify";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { HttpError } from "../http-error.ts";

export interface Limit {
  /** What is counted: `address`, `user`. */
  readonly kind: string;
  /** How many calls there may be in a window. */
  readonly calls: number;
  /** In milliseconds. */
  readonly window: number;
}

/** Counts calls of a caller, and throws where they are too many. */
export type CountCalls = (caller: string, calls: number, reply: FastifyReply) => Promise<void>;

/**
 * Counts calls in the database, so that all processes count together; what is over the limit is refused from memory. Where
 * it can't be counted, calls are let through: a database that is away refuses nobody.
 */
export function limiterOf(
  server: FastifyInstance,
  orm: MikroORM,
  { kind, calls, window }: Limit,
): CountCalls {
  const limiter = new RateLimiterPostgres({
    keyPrefix: kind,
    points: calls,
    duration: window / 1_000,
    inMemoryBlockOnConsumed: calls,
    // Without the name of a prepared statement, which PgBouncer may lead to another connection.
    storeClient: { query: ({ text, values }: Statement) => queried(orm, text, values) },
    storeType: "client",
    schemaName: "pitstop",
    tableName: "rate_limits",
    tableCreated: true,
  });
  let isCounting = true;
  return async (caller, count, reply) => {
    try {
      await limiter.consume(caller, count);
      isCounting = true;
    } catch (reason) {
      if (reason instanceof RateLimiterRes) throw tooMany(reason, { kind, calls, window }, reply);
      server.databaseWatch?.(connectionErrorOf(reason));
      // Under load a line for each call would bury everything else.
      if (isCounting)
        server.log.warn({ err: reason }, "calls can't be counted, so rate limits don't hold for now");
      isCounting = false;
    }
  };
}

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

async function queried(orm: MikroORM, text: string, values: unknown[]): Promise<unknown> {
  const pool = await orm.em.getConnection().getNativeClient();
  return pool.query(text, values);
}

function tooMany(
  { msBeforeNext }: RateLimiterRes,
  { kind, calls, window }: Limit,
  reply: FastifyReply,
): HttpError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  reply.header("retry-after", seconds);
  return new HttpError(
    429,
    "TOO_MANY_REQUESTS",
    `Too many calls from this ${kind}: at most ${calls} in ${window / 1_000} seconds. Nothing was done. Try again in ${seconds} seconds.`,
  );
}

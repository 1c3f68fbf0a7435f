import type { FastifyInstance } from "fastify";
import { HttpError } from "./http-error.ts";

/** How long a call may wait for its turn in a burst, in milliseconds. */
const PATIENCE = 1_000;

/** The same once calls have had to wait for as long as `PATIENCE`: waiting longer would help nobody. */
const IMPATIENCE = 20;

/** For how long no call may have had to wait before the next burst is one, in milliseconds. */
const CALM = 1_000;

interface Waiting {
  admit: () => void;
  timer: NodeJS.Timeout;
}

/**
 * Lets a limited number of calls run at once. A burst waits for its turn; under lasting overload what cannot run soon
 * is refused, so that what is admitted stays fast (the "controlled delay" of https://queue.acm.org/detail.cfm?id=2839461).
 * `now` is a clock in milliseconds.
 */
export class Admission {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #waiting = new Set<Waiting>();
  #running = 0;
  /** Since when calls have had to wait without a calm between, and when one last had to. */
  #crowdedSince = Number.NEGATIVE_INFINITY;
  #lastCrowded = Number.NEGATIVE_INFINITY;

  constructor(limit: number, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Whether a call that comes now would be refused anyway. */
  get isFull(): boolean {
    return this.#running >= this.#limit && this.#waiting.size >= this.#limit && this.#isOverloaded();
  }

  /** Resolves when the call may run, and rejects with HttpError 503 where it may not. Whoever runs must `leave`. */
  enter(): Promise<void> | undefined {
    if (this.#running < this.#limit) {
      this.#running++;
      return undefined;
    }
    const now = this.#now();
    if (now - this.#lastCrowded > CALM) this.#crowdedSince = now;
    this.#lastCrowded = now;
    return new Promise((resolve, reject) => {
      const patience = this.#isOverloaded() ? IMPATIENCE : PATIENCE;
      const waiting: Waiting = {
        admit: resolve,
        timer: setTimeout(() => {
          this.#waiting.delete(waiting);
          reject(overloaded());
        }, patience),
      };
      this.#waiting.add(waiting);
    });
  }

  /** Ends a call that was admitted: the one that has waited longest runs in its place. */
  leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#running--;
      return;
    }
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.admit();
  }

  #isOverloaded(): boolean {
    const now = this.#now();
    return now - this.#lastCrowded <= CALM && now - this.#crowdedSince > PATIENCE;
  }
}

export const overloaded = (): HttpError =>
  new HttpError(503, "OVERLOADED", "The server is busy. Nothing was done. Try again shortly.");

declare module "fastify" {
  interface FastifyReply {
    /** Gives the place of an admitted call free; null where it has none. */
    leave: (() => void) | null;
  }
}

/** Admits the calls of a part of the server: before its body is read where it has no chance, otherwise behind it. */
export function admitCalls(scope: FastifyInstance, admission: Admission): void {
  scope.decorateReply("leave", null);
  scope.addHook("onRequest", (_request, _reply, done) => done(admission.isFull ? overloaded() : undefined));
  scope.addHook("preHandler", (_request, reply, done) => {
    const enter = () => {
      let isIn = true;
      reply.leave = () => {
        if (isIn) admission.leave();
        isIn = false;
      };
      // Also where the caller goes away, or has gone while it waited.
      if (reply.raw.closed || reply.raw.destroyed) reply.leave();
      else reply.raw.once("close", reply.leave);
      done();
    };
    const turn = admission.enter();
    if (turn === undefined) enter();
    else turn.then(enter, done);
  });
  // An answer that is all there needs no place any more, however slowly it is read.
  scope.addHook("onSend", (_request, reply, payload, done) => {
    if (typeof payload === "string" || Buffer.isBuffer(payload)) reply.leave?.();
    done(null, payload);
  });
}

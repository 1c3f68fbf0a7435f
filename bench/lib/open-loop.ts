import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

/** What a load at a fixed rate met: how long each request took from the moment it was due, in milliseconds. */
export interface OpenLoopResult {
  readonly times: number[];
  readonly failures: string[];
}

const CONNECTIONS = 20;

/** One request in four writes. */
const requests = [
  "select id, name, color, category_id from cars where id = $1",
  "select id, name, color from cars where id > $1 order by id limit 20",
  "select name, id from cars where name > 'Car ' || left(md5($1::bigint::text), 6) order by name, id limit 20",
  "update cars set version = version + 1, updated_at = now() where id = $1",
];

/**
 * Sends reads and writes of cars at a fixed rate per second until it is stopped, whether or not earlier ones were
 * answered: a stall is felt by every request that was due in it, as by people.
 */
export function startOpenLoop(url: string, rate: number, cars: number): { stop(): Promise<OpenLoopResult> } {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  pool.on("error", () => undefined); // counted where the request fails
  const result: OpenLoopResult = { times: [], failures: [] };
  const underWay = new Set<Promise<void>>();
  const begin = performance.now();
  let isStopped = false;
  let sent = 0;
  const sending = (async () => {
    while (!isStopped) {
      for (; sent < ((performance.now() - begin) / 1000) * rate; sent++) {
        const due = begin + (sent / rate) * 1000;
        const request = send(pool, requests[sent % requests.length] ?? "", cars, due, result);
        underWay.add(request);
        void request.finally(() => underWay.delete(request));
      }
      await delay(1);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await sending;
      await Promise.all(underWay);
      await pool.end();
      return result;
    },
  };
}

async function send(
  pool: pg.Pool,
  text: string,
  cars: number,
  due: number,
  result: OpenLoopResult,
): Promise<void> {
  try {
    await pool.query({ text, values: [1 + Math.floor(Math.random() * cars)] });
    result.times.push(performance.now() - due);
  } catch (error) {
    result.failures.push(error instanceof Error ? error.message : String(error));
  }
}

import { setTimeout as delay } from "node:timers/promises";

export interface CarLoadResult {
  requests: number;
  /** Answers other than 200, with what they said. */
  failures: string[];
  /** Of every request, in milliseconds. */
  times: number[];
}

interface Car {
  id: number;
  version: number;
}

/**
 * Calls list, byId, create and update in turn over a number of connections until it is stopped. Each connection
 * updates a car of its own, so that no update is refused because of another.
 */
export function startCarLoad(url: string, connections: number): { stop: () => Promise<CarLoadResult> } {
  const result: CarLoadResult = { requests: 0, failures: [], times: [] };
  const stopping = new AbortController();
  const workers = Array.from({ length: connections }, (_, index) => work(index + 1));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(workers);
      return result;
    },
  };

  async function work(id: number): Promise<void> {
    while (!stopping.signal.aborted) {
      await call("car.list", "GET", {});
      const car = await call<Car>("car.byId", "GET", { id });
      await call("car.create", "POST", { name: `Under load ${id}`, color: "red", categoryId: 1 });
      if (car) await call("car.update", "POST", { id, version: car.version, color: "blue" });
      await delay(0); // the statements that change the table run in this process too
    }
  }

  async function call<Data>(path: string, method: "GET" | "POST", input: object): Promise<Data | undefined> {
    const text = JSON.stringify(input);
    const start = performance.now();
    try {
      const response = await fetch(
        `${url}/trpc/${path}${method === "GET" ? `?input=${encodeURIComponent(text)}` : ""}`,
        method === "GET" ? {} : { method, body: text, headers: { "content-type": "application/json" } },
      );
      const answer = (await response.json()) as { result?: { data: Data } }; // tRPC's envelope
      if (!response.ok) result.failures.push(`${path}: ${response.status} ${JSON.stringify(answer)}`);
      return answer.result?.data;
    } catch (error) {
      result.failures.push(`${path}: ${error instanceof Error ? error.message : error}`);
      return undefined;
    } finally {
      result.requests++;
      result.times.push(performance.now() - start);
    }
  }
}

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface LoadRequest {
  method: "GET" | "POST";
  path: string;
  body?: string;
}

export interface LoadTask {
  url: string;
  connections: number;
  seconds: number;
  /** Sent one after the other by each connection, over and over. */
  requests: LoadRequest[];
}

export interface LoadResult {
  perSecond: number;
  /** In milliseconds. */
  p99: number;
  /** Answers other than 2xx, broken connections, timeouts. */
  failures: number;
}

/** The load generator, in a process of its own so that it shares no event loop with what reads its results. */
export class Load {
  #process: ChildProcess = fork(fileURLToPath(import.meta.resolve("./load-process.ts")));

  async run(task: LoadTask): Promise<LoadResult> {
    this.#process.send(task);
    const [result] = (await once(this.#process, "message")) as [LoadResult]; // load-process.ts sends nothing else
    return result;
  }

  stop(): void {
    this.#process.kill();
  }
}

// The application of a copy as `pnpm start` runs it, under load.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@pitstop/postgres";
import { onTestFinished } from "vitest";
import type { PitstopCopy } from "./pitstop.ts";

/** Starts the application of a copy until the end of the test. Gives its address. */
export async function startApplication({ root, data }: PitstopCopy): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "pitstop/start/src/main.ts")], {
    cwd: root,
    env: { ...process.env, PITSTOP_DATA: data, PORT: String(port), DATABASE_URL: "", CI: "", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += chunk));
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  while (!printed.includes("Pitstop runs at")) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The application ended: ${printed}`);
    await pause(50);
  }
  return `http://127.0.0.1:${port}`;
}

/** The most requests under way at once: a busy machine answers fewer of them, and isn't buried under those that wait. */
const MOST_PENDING = 4;

/** Requests at a steady rate, or a lower one where the answers take longer, until it is stopped. */
export class Load {
  readonly #url: string;
  readonly #timer: NodeJS.Timeout;
  readonly #pending = new Set<Promise<void>>();
  readonly #failed: string[] = [];
  #answered = 0;

  /** Asks these paths in turn, at most so many times in a second. */
  constructor(url: string, paths: readonly string[], rate = 25) {
    this.#url = url;
    let next = 0;
    this.#timer = setInterval(() => {
      if (this.#pending.size >= MOST_PENDING) return;
      const asking = this.#ask(paths[next++ % paths.length] ?? "/");
      this.#pending.add(asking);
      void asking.finally(() => this.#pending.delete(asking));
    }, 1000 / rate);
  }

  /** How many requests were answered, and what became of the others. */
  async stop(): Promise<{ answered: number; failed: readonly string[] }> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending);
    return { answered: this.#answered, failed: this.#failed };
  }

  async #ask(path: string): Promise<void> {
    try {
      const response = await fetch(this.#url + path);
      const text = await response.text();
      if (response.ok) this.#answered++;
      else this.#failed.push(`${path}: ${response.status} ${text}`);
    } catch (error) {
      this.#failed.push(`${path}: ${error instanceof Error ? (error.cause ?? error.message) : error}`);
    }
  }
}

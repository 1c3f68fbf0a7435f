import { freePort } from "@pitstop/postgres";
import { type Child, startChild } from "./children.ts";
import type { Gate } from "./gate.ts";
import { servedTexts } from "./served-files.ts";

interface Present {
  readonly child: Child;
  readonly port: number;
  /** The texts that it was started with. */
  readonly texts: string;
}

/** The API server behind a gate, which is replaced by one that is made of newer files. */
export class Serving {
  readonly #root: string;
  readonly #gate: Gate;
  readonly #databaseUrl: string;
  readonly #onEnd: () => void;
  #present: Present | undefined;
  /** One at a time. */
  #last: Promise<void> = Promise.resolve();

  /** `onEnd` is called where the present server ends by itself. */
  constructor(root: string, gate: Gate, databaseUrl: string, onEnd: () => void) {
    this.#root = root;
    this.#gate = gate;
    this.#databaseUrl = databaseUrl;
    this.#onEnd = onEnd;
  }

  /**
   * Serves what the files say now; where that is what is served already, nothing happens. Throws an Error with what the
   * server printed where it doesn't start; then the present one stays.
   */
  follow(): Promise<void> {
    const following = this.#last.catch(() => undefined).then(() => this.#replace());
    this.#last = following;
    return following;
  }

  async #replace(): Promise<void> {
    const texts = servedTexts(this.#root);
    if (texts === this.#present?.texts) return;
    const port = await freePort();
    const child = this.#start(port);
    await isServing(child, port);
    const former = this.#present;
    this.#present = { child, port, texts };
    this.#gate.leadTo(port);
    void child.ended.then(() => {
      if (this.#present?.child === child) this.#onEnd();
    });
    if (former === undefined) return;
    await this.#gate.emptied(former.port);
    await former.child.stop();
  }

  #start(port: number): Child {
    const environment = {
      PORT: String(port),
      DATABASE_URL: this.#databaseUrl,
      LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
      DEVELOPMENT_USER: "yes",
      DRAIN_TIME: "0", // no load balancer asks it
    };
    return startChild({ path: "apps/server/src/main.ts", environment });
  }
}

async function isServing(child: Child, port: number): Promise<void> {
  let printed: string | undefined;
  void child.ended.then((text) => {
    printed = text;
  });
  while (printed === undefined) {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(printed.trim() || "The server ended without a message.");
}

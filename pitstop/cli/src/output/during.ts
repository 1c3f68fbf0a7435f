// What is going on, for a person who waits: a line for each stage as it starts and, at a terminal, how long it has taken.
import { Worker } from "node:worker_threads";
import { siblingScript } from "../apply/sibling-script.ts";
import { isTerminalOutput } from "./terminal-output.ts";

/** Does work as a stage that people are told of. */
export type During = <Value>(stage: string, work: () => Promise<Value>) => Promise<Value>;

/** Tells nobody. */
export const silently: During = (_stage, work) => work();

/** Tells people on stderr. */
export const aloud: During = (stage, work) => {
  printBeside(`· ${stage}\n`);
  return spinning(stage, work);
};

/** Tells a person at a terminal, and leaves nothing there. */
export const spinning: During = async (stage, work) => {
  spinner()?.begin(stage);
  try {
    return await work();
  } finally {
    spinner()?.end(stage);
  }
};

/** Prints for people; where something spins, above it. */
export function printBeside(text: string): void {
  if (current) current.above(text);
  else process.stderr.write(text);
}

let current: Spinner | undefined;

function spinner(): Spinner | undefined {
  if (!isTerminalOutput()) return undefined;
  current ??= new Spinner();
  return current;
}

/** In a thread of its own: planning keeps this one busy for seconds. */
class Spinner {
  readonly #lock = new Int32Array(new SharedArrayBuffer(4));
  readonly #thread = new Worker(siblingScript(import.meta.filename, "spinner-thread"), {
    workerData: this.#lock,
  });
  readonly #stages: string[] = [];

  constructor() {
    this.#thread.unref();
    process.once("exit", () => this.above(""));
  }

  begin(stage: string): void {
    this.#stages.push(stage);
    this.#thread.postMessage([...this.#stages]);
  }

  end(stage: string): void {
    this.#stages.splice(this.#stages.indexOf(stage), 1);
    this.#thread.postMessage([...this.#stages]);
    if (this.#stages.length === 0) this.above("");
  }

  above(text: string): void {
    while (Atomics.compareExchange(this.#lock, 0, 0, 1) !== 0) Atomics.wait(this.#lock, 0, 1, 20);
    process.stderr.write(`\r\x1b[2K${text}`);
    Atomics.store(this.#lock, 0, 0);
    Atomics.notify(this.#lock, 0);
  }
}

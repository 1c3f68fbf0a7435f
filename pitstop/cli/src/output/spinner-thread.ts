// Draws what is going on, ten times in a second, while the main thread may be busy.
import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { spinnerFrame } from "./spinner-frame.ts";

const lock = workerData as Int32Array; // as during.ts gives it
const STDERR = 2;
let stages: string[] = [];
let begin = 0;

parentPort?.on("message", (now: string[]) => {
  if (stages.length === 0) begin = performance.now();
  stages = now;
});

setInterval(() => {
  // The main thread prints; the next frame comes soon.
  if (stages.length === 0 || Atomics.compareExchange(lock, 0, 0, 1) !== 0) return;
  writeSync(STDERR, `\r\x1b[2K${spinnerFrame(stages, performance.now() - begin)}`);
  Atomics.store(lock, 0, 0);
  Atomics.notify(lock, 0);
}, 100);

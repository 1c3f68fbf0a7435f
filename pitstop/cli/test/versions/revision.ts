// A revision of the application as it runs.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@pitstop/postgres";
import type { PitstopCopy } from "../pitstop.ts";

export interface RunningServer {
  readonly url: string;
  /** What it has written so far: warnings and errors. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts the server of a revision and waits until it answers. It ends `drainTime` milliseconds after it was asked to. */
export async function serve(
  { root }: PitstopCopy,
  databaseUrl: string,
  { port: wanted, drainTime = 0 }: { port?: number; drainTime?: number } = {},
): Promise<RunningServer> {
  const port = wanted ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(root, "apps/server/src/main.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      LOG_LEVEL: "warn",
      DRAIN_TIME: String(drainTime),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  while ((await fetch(`${url}/healthz`).catch(() => undefined))?.status !== 200) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended: ${said}`);
    await pause(20);
  }
  return {
    url,
    log: () => said,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

// A revision of the application as it runs: its server and its clients, as processes of their own.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@pitstop/postgres";
import type { PitstopCopy } from "../pitstop.ts";
import type { Knowledge, Outcome } from "./client.ts";

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the server of a revision and waits until it answers. */
export async function serve({ root }: PitstopCopy, databaseUrl: string): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(root, "apps/server/src/main.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      LOG_LEVEL: "warn",
      DRAIN_TIME: "0",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  while ((await fetch(`${url}/healthz`).catch(() => undefined))?.status !== 200) {
    if (child.exitCode !== null) throw new Error(`The server ended: ${said}`);
    await pause(20);
  }
  return {
    url,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** A client that calls until it is told to end. */
export interface RunningClient {
  /** Which revision calls which. */
  readonly what: string;
  end(): Promise<Outcome>;
}

/** Starts a client of a revision. */
export function startClient({ root }: PitstopCopy, what: string, knowledge: Knowledge): RunningClient {
  const script = join(root, "packages/cli/src/testing/versions/client.ts");
  const child = spawn(process.execPath, [script, JSON.stringify(knowledge)], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise<Outcome>((resolve, reject) =>
    child.once("close", (status) =>
      status === 0 ? resolve(JSON.parse(stdout) as Outcome) : reject(new Error(`${what}: ${stderr}`)),
    ),
  );
  return {
    what,
    end: () => {
      child.stdin.end();
      return ended;
    },
  };
}

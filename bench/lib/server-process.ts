import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@pitstop/postgres";

export interface ServerProcess {
  url: string;
  pid: number;
  /** The most memory (resident set) that the process held since it started, in bytes. */
  peakMemory: () => Promise<number>;
  stop: () => Promise<void>;
}

const START_TIMEOUT = 30_000;

/** Starts a server file as a process of its own, as in production; it is ready when `readyPath` answers 200. */
export async function startServer(
  entry: string,
  databaseUrl: string,
  readyPath: string,
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const file = fileURLToPath(entry);
  const port = await freePort();
  const server = spawn(process.execPath, ["--import", import.meta.resolve("./report-memory.ts"), file], {
    cwd: dirname(file),
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      LOG_LEVEL: "warn",
      DRAIN_TIME: "0",
      NODE_ENV: "production",
      ...environment,
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = () => stopProcess(server);
  try {
    await untilReady(server, url + readyPath);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: server.pid as number, stop, peakMemory: () => peakMemory(server) };
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline) {
    if (server.exitCode !== null)
      throw new Error(`${server.spawnargs.at(-1)} ended with ${server.exitCode}.`);
    const status = await fetch(url).then(
      (response) => response.status,
      () => undefined, // not listening yet
    );
    if (status === 200) return;
    await delay(50);
  }
  throw new Error(`${server.spawnargs.at(-1)} did not answer ${url} with 200 within ${START_TIMEOUT} ms.`);
}

async function peakMemory(server: ChildProcess): Promise<number> {
  server.send("peakMemory");
  const [answer] = (await once(server, "message")) as [{ peakMemory: number }]; // report-memory.ts sends nothing else
  return answer.peakMemory;
}

async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill("SIGTERM");
  await once(server, "exit");
}

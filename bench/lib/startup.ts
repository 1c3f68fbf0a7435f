import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "@pitstop/postgres";

const repository = join(import.meta.dirname, "../..");
const START_TIMEOUT = 120_000;

/** What pnpm tells the scripts that it runs would change what it does in another repository. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(p?npm_|DATABASE_URL$)/i.test(name)),
);

/**
 * The present commit in a temporary folder, installed: neither a start that is running, nor the data of the
 * development database, nor files that are being worked on take part.
 */
export async function cloneRepository(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "pitstop-startup-"));
  await chmod(folder, 0o755); // where this runs as root, the embedded server runs as somebody else
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    execFileSync("git", ["clone", "--quiet", repository, folder]);
    execFileSync("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "ignore", "inherit"],
    });
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}

/** Milliseconds from typing `pnpm start` until a page of cars is answered. */
export async function timeOfStart(folder: string): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const { command, output } = run(folder, ["start"], { PORT: String(port) });
  try {
    await untilAnswered(command, `http://127.0.0.1:${port}/trpc/car.list?input=%7B%7D`);
    return performance.now() - start;
  } catch (error) {
    throw new Error(`pnpm start failed:\n${output.join("").slice(-3000)}`, { cause: error });
  } finally {
    await interrupt(command);
  }
}

/** Milliseconds that `pnpm test` takes; it must pass. */
export async function timeOfTest(folder: string): Promise<number> {
  const start = performance.now();
  const { command, output } = run(folder, ["test"], {});
  await once(command, "close");
  if (command.exitCode !== 0) throw new Error(`pnpm test failed:\n${output.join("").slice(-3000)}`);
  return performance.now() - start;
}

/**
 * Leads a process group, so that Ctrl-C can be sent to it as a terminal does. What it says is kept: while it starts,
 * it reports each of our questions that came too early.
 */
function run(folder: string, args: string[], variables: Record<string, string>) {
  const command = spawn("pnpm", args, {
    cwd: folder,
    env: { ...environment, ...variables },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  for (const stream of [command.stdout, command.stderr])
    stream.on("data", (chunk) => output.push(String(chunk)));
  return { command, output };
}

async function untilAnswered(command: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline) {
    if (command.exitCode !== null) throw new Error(`pnpm start ended with ${command.exitCode}.`);
    const isAnswered = await fetch(url).then(
      (response) => response.ok,
      () => false, // not listening yet
    );
    if (isAnswered) return;
    await delay(10);
  }
  throw new Error(`pnpm start did not answer within ${START_TIMEOUT} ms.`);
}

async function interrupt(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.pid === undefined) return;
  process.kill(-command.pid, "SIGINT");
  await once(command, "exit");
}

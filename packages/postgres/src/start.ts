import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { handOver, serverAccount } from "./account.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { PostgresError } from "./errors.ts";
import { diskFull, type Home, passwordOf, prepareHome } from "./home.ts";
import { initialise } from "./initialise.ts";
import { withLock } from "./lock.ts";
import { freePort, holderOfPort, isPortFree } from "./port.ts";
import { type Postmaster, runningPostmaster } from "./postmaster.ts";
import { addUser, hasUsers, removeUser } from "./users.ts";

export interface StartOptions {
  /** Everything of this server lives here: data, log, password. Made on first use. */
  folder: string;
  /** The port on the loopback; a free one unless given. */
  port?: number;
  /** PostgreSQL settings, such as `{ fsync: "off" }`; they hold when this call starts the server. */
  settings?: Record<string, string>;
}

/** A running embedded server. */
export interface Postgres {
  /** The address of its `postgres` database, with the password. */
  url: string;
  /** The address of another of its databases. */
  urlOf(database: string): string;
  port: number;
  pid: number;
  dataFolder: string;
  /** Whether it ran already when this call came. */
  adopted: boolean;
  /** Ends the use of it; the last user's stop shuts it down and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded server on a folder, or joins the one that runs there: two starts give one server. What a
 * killed one left behind is cleared, and PostgreSQL recovers all that was committed. Throws PostgresError.
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const home = prepareHome(options.folder);
  return withLock(home.lock, async () => {
    const running = runningPostmaster(home.data);
    const note = addUser(home);
    try {
      const postmaster = running ? await untilReady(home, running.pid) : await launch(home, options);
      return handle(home, postmaster, note, running !== undefined);
    } catch (error) {
      removeUser(home, note);
      throw error;
    }
  });
}

async function launch(home: Home, { port: wanted, settings = {} }: StartOptions): Promise<Postmaster> {
  const binaries = await findBinaries();
  initialise(home, binaries);
  if (wanted !== undefined && !(await isPortFree(wanted))) throw portTaken(wanted);
  const port = wanted ?? (await freePort());
  const pid = spawnServer(home, binaries, { ...defaults, ...settings, port: String(port) });
  return untilReady(home, pid);
}

/** Reachable over the loopback alone: a socket file's path may be longer than systems allow. */
const defaults = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
};

/** Detached: Ctrl-C must reach whoever uses the database first, and the server only when they are done. */
function spawnServer(home: Home, { postgres }: Binaries, settings: Record<string, string>): number {
  const log = openSync(home.log, "a", 0o600);
  handOver(home.log);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(postgres, ["-D", home.data, ...flags], {
    ...serverAccount(),
    cwd: home.data,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  server.on("error", () => undefined); // untilReady sees that it is not there
  server.unref();
  return server.pid ?? 0;
}

async function untilReady(home: Home, pid: number): Promise<Postmaster> {
  while (pid > 0) {
    const postmaster = runningPostmaster(home.data);
    if (postmaster?.isReady) return postmaster;
    if (!postmaster && !isProcess(pid)) break;
    await pause(10);
  }
  throw startError(home);
}

function handle(home: Home, postmaster: Postmaster, note: string, adopted: boolean): Postgres {
  const { pid, port } = postmaster;
  const urlOf = (database: string) =>
    `postgresql://postgres:${passwordOf(home)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const leaveAtExit = () => leave(home, note, pid);
  process.once("exit", leaveAtExit);
  return {
    url: urlOf("postgres"),
    urlOf,
    port,
    pid,
    dataFolder: home.data,
    adopted,
    stop: () =>
      withLock(home.lock, async () => {
        process.off("exit", leaveAtExit);
        if (leave(home, note, pid)) await untilGone(home);
      }),
  };
}

/** Takes the note away and, when it was the last, asks the server to shut down (SIGINT: "fast" shutdown). */
function leave(home: Home, note: string, pid: number): boolean {
  removeUser(home, note);
  if (hasUsers(home) || runningPostmaster(home.data)?.pid !== pid) return false;
  process.kill(pid, "SIGINT");
  return true;
}

async function untilGone(home: Home): Promise<void> {
  while (runningPostmaster(home.data)) await pause(5);
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function portTaken(port: number): PostgresError {
  const holder = holderOfPort(port);
  return new PostgresError(
    "POSTGRES_PORT_TAKEN",
    `Port ${port} is taken${holder === undefined ? "" : ` by process ${holder}`}.`,
    "Stop that process or choose another port.",
  );
}

function startError(home: Home): PostgresError {
  const lines = readFileSync(home.log, "utf8").trim().split("\n").slice(-20);
  if (lines.some((line) => /No space left|Disk quota/i.test(line))) return diskFull(home.folder);
  const reason = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? "it said nothing";
  return new PostgresError(
    "POSTGRES_START_FAILED",
    `The embedded PostgreSQL did not start: ${reason}`,
    `Its log is ${home.log}. You can also set DATABASE_URL to a PostgreSQL server.`,
  );
}

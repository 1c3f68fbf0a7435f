import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { handOver, serverAccount } from "./account.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { PostgresError } from "./errors.ts";
import { diskFull, type Home, passwordOf, prepareHome } from "./home.ts";
import { initialise } from "./initialise.ts";
import { withLock } from "./lock.ts";
import { endOrphans } from "./orphans.ts";
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
    const note = addUser(home);
    try {
      const { postmaster, adopted } = await joinOrLaunch(home, options);
      return handle(home, postmaster, note, adopted);
    } catch (error) {
      removeUser(home, note);
      throw error;
    }
  });
}

const ATTEMPTS = 5;

/**
 * A server found on the folder may just be shutting down, and one that a killed process launched may not have said so
 * yet: whatever changes under our hands is looked at again.
 */
async function joinOrLaunch(
  home: Home,
  options: StartOptions,
): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const running = runningPostmaster(home.data);
    const joined = running && (await whenReady(home, () => true));
    if (joined && !(await isStopping(home, joined))) return { postmaster: joined, adopted: true };
    if (joined) await untilGone(home);
    const launched = await launch(home, options);
    if (launched) return { postmaster: launched, adopted: false };
    if (attempt === ATTEMPTS || !isHeldByAnother(home)) throw startError(home);
    await pause(100 * attempt);
    if (attempt > 1 && !runningPostmaster(home.data)) endOrphans(home.data);
  }
}

/**
 * Whether a server that calls itself ready takes nobody in any more: it was asked to stop, or killed. A process of it
 * that does not notice may hold its port open then, where nobody ever answers.
 */
async function isStopping(home: Home, { pid, port }: Postmaster): Promise<boolean> {
  for (;;) {
    const answer = await answerOf(`${addressOf(home, port)}/postgres`);
    if (answer !== "none") return answer === "refused";
    if (runningPostmaster(home.data)?.pid !== pid) return true;
  }
}

const CANNOT_CONNECT_NOW = "57P03";
/** For a busy server to take a connection, in milliseconds; it is asked again after that. */
const PATIENCE = 2_000;

async function answerOf(url: string): Promise<"taken" | "refused" | "none"> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  client.on("error", () => undefined); // what a connection says when it is cut; `connect` says it, too
  try {
    await client.connect();
    await client.end();
    return "taken";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === CANNOT_CONNECT_NOW || code === "ECONNREFUSED" || code === "ECONNRESET") return "refused";
    return error instanceof Error && /timeout expired/.test(error.message) ? "none" : "taken";
  }
}

const addressOf = (home: Home, port: number): string =>
  `postgresql://postgres:${passwordOf(home)}@127.0.0.1:${port}`;

async function launch(
  home: Home,
  { port: wanted, settings = {} }: StartOptions,
): Promise<Postmaster | undefined> {
  const binaries = await findBinaries();
  initialise(home, binaries);
  if (wanted !== undefined && !(await isPortFree(wanted))) throw portTaken(wanted);
  const port = wanted ?? (await freePort());
  const server = spawnServer(home, binaries, { ...defaults, ...settings, port: String(port) });
  return whenReady(
    home,
    () => server.pid === undefined || server.exitCode !== null || server.signalCode !== null,
  );
}

/** Reachable over the loopback alone: a socket file's path may be longer than systems allow. */
const defaults = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
};

/** Detached: Ctrl-C must reach whoever uses the database first, and the server only when they are done. */
function spawnServer(home: Home, { postgres }: Binaries, settings: Record<string, string>): ChildProcess {
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
  server.on("error", () => undefined); // whenReady sees that it is not there
  server.unref();
  return server;
}

/** The server when it takes connections; undefined when it says nothing of itself and `hasEnded`. */
async function whenReady(home: Home, hasEnded: () => boolean): Promise<Postmaster | undefined> {
  for (;;) {
    const postmaster = runningPostmaster(home.data);
    if (postmaster?.isReady) return postmaster;
    if (!postmaster && hasEnded()) return undefined;
    await pause(10);
  }
}

function handle(home: Home, postmaster: Postmaster, note: string, adopted: boolean): Postgres {
  const { pid, port } = postmaster;
  const urlOf = (database: string) => `${addressOf(home, port)}/${encodeURIComponent(database)}`;
  const leaveAtExit = () => leave(home, note);
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
        if (leave(home, note)) await untilGone(home);
      }),
  };
}

/** Takes the note away and, when it was the last, asks the server to shut down (SIGINT: "fast" shutdown). */
function leave(home: Home, note: string): boolean {
  removeUser(home, note);
  const running = runningPostmaster(home.data);
  if (!running || hasUsers(home)) return false;
  process.kill(running.pid, "SIGINT");
  return true;
}

async function untilGone(home: Home): Promise<void> {
  while (runningPostmaster(home.data)) await pause(5);
}

function portTaken(port: number): PostgresError {
  const holder = holderOfPort(port);
  return new PostgresError(
    "POSTGRES_PORT_TAKEN",
    `Port ${port} is taken${holder === undefined ? "" : ` by process ${holder}`}.`,
    "Stop that process or choose another port.",
  );
}

/** Another server on the folder, or what is left of a killed one's processes, which end by themselves. */
function isHeldByAnother(home: Home): boolean {
  return lastLines(home).some((line) => /lock file .* already exists|pre-existing shared memory/.test(line));
}

function startError(home: Home): PostgresError {
  const lines = lastLines(home);
  if (lines.some((line) => /No space left|Disk quota/i.test(line))) return diskFull(home.folder);
  const reason = lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? "it said nothing";
  return new PostgresError(
    "POSTGRES_START_FAILED",
    `The embedded PostgreSQL did not start: ${reason}`,
    `Its log is ${home.log}. You can also set DATABASE_URL to a PostgreSQL server.`,
  );
}

const lastLines = (home: Home): string[] => readFileSync(home.log, "utf8").trim().split("\n").slice(-20);

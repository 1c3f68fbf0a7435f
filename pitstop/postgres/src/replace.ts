import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PostgresError } from "./errors.ts";
import { type Home, homeOf, prepareHome } from "./home.ts";
import { withLock } from "./lock.ts";
import { runningPostmaster } from "./postmaster.ts";
import { finishReplacement, replacementOf } from "./replacement.ts";
import { usersOf } from "./users.ts";

export interface ReplaceOptions {
  /** The folder of the server that is replaced; it must not be in use. */
  folder: string;
  /** Makes the other server on a folder beside it, and leaves it stopped. What it throws leaves all as it was. */
  prepare: (folder: string) => Promise<void>;
}

/**
 * Puts another server in the place of one that nobody uses: all of it or nothing, also where this process is killed.
 * Gives the folder where the data before it is kept, if there was any. Throws PostgresError POSTGRES_IN_USE and what
 * `prepare` throws.
 */
export async function replacePostgres({ folder, prepare }: ReplaceOptions): Promise<string | undefined> {
  const home = prepareHome(folder);
  return withLock(home.lock, async () => {
    await stopUnlessUsed(home);
    finishReplacement(home);
    const prepared = join(home.folder, "unfinished-replacement");
    await removePostgres(prepared); // of a process that was killed
    try {
      await prepare(prepared);
    } catch (error) {
      await removePostgres(prepared);
      throw error;
    }
    renameSync(prepared, replacementOf(home));
    return finishReplacement(home);
  });
}

/** Removes a server with its data, however it was left, also from a full disk. Throws PostgresError POSTGRES_IN_USE. */
export async function removePostgres(folder: string): Promise<void> {
  const home = homeOf(folder);
  if (existsSync(home.users)) await stopUnlessUsed(home);
  for (const path of [home.folder, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}

/** Whether an address is one of the server that runs on the folder. */
export function isServerOn(folder: string, url: string): boolean {
  const { hostname, port } = new URL(url);
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return isHere && runningPostmaster(homeOf(folder).data)?.port === Number(port || 5432);
}

/** Stops a server that a killed process left. */
async function stopUnlessUsed(home: Home): Promise<void> {
  const users = usersOf(home);
  if (users.length > 0) throw inUse(home, users);
  const running = runningPostmaster(home.data);
  if (!running) return;
  process.kill(running.pid, "SIGINT");
  while (runningPostmaster(home.data)) await pause(5);
}

function inUse(home: Home, users: readonly number[]): PostgresError {
  const processes = users.length === 1 ? `process ${users[0]} uses` : `processes ${users.join(", ")} use`;
  return new PostgresError(
    "POSTGRES_IN_USE",
    `The embedded PostgreSQL on ${home.folder} cannot be replaced: ${processes} it.`,
    "Stop the application and every tool that works with the database, then run the same command again.",
  );
}

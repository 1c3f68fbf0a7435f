import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning, ownIdentity } from "@pitstop/process";
import type { Home } from "./home.ts";

let count = 0;

/** Notes that this process uses the server; gives the note, which is one per start. */
export function addUser(home: Home): string {
  const note = `${process.pid}-${++count}`;
  writeFileSync(join(home.users, note), ownIdentity());
  return note;
}

export function removeUser(home: Home, note: string): void {
  rmSync(join(home.users, note), { force: true });
}

/** Whether any living process uses the server; notes of processes that were killed are removed. */
export function hasUsers(home: Home): boolean {
  return usersOf(home).length > 0;
}

/** The ids of the living processes that use the server; notes of processes that were killed are removed. */
export function usersOf(home: Home): number[] {
  const notes = readdirSync(home.users);
  for (const note of notes.filter((name) => !isInUse(home, name))) removeUser(home, note);
  return [...new Set(readdirSync(home.users).map((note) => Number.parseInt(note, 10)))];
}

function isInUse(home: Home, note: string): boolean {
  const identity = readFileSync(join(home.users, note), "utf8");
  // Empty for the moment in which it is written.
  return identity === "" || isRunning(identity);
}

import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "./home.ts";
import { isAlive } from "./lock.ts";

let count = 0;

/** Notes that this process uses the server; gives the note, which is one per start. */
export function addUser(home: Home): string {
  const note = `${process.pid}-${++count}`;
  writeFileSync(join(home.users, note), "");
  return note;
}

export function removeUser(home: Home, note: string): void {
  rmSync(join(home.users, note), { force: true });
}

/** Whether any living process uses the server; notes of processes that were killed are removed. */
export function hasUsers(home: Home): boolean {
  const notes = readdirSync(home.users);
  for (const note of notes.filter((name) => !isAlive(Number.parseInt(name, 10)))) removeUser(home, note);
  return readdirSync(home.users).length > 0;
}

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { memoryFolder } from "./memory-folder.ts";

const folder = memoryFolder();
folder?.remove();

/** A process that has ended, so that nobody has its id. */
const ended = spawnSync(process.execPath, ["-e", "0"]).pid;

function leftover(name: string): string {
  const path = join("/dev/shm", name);
  mkdirSync(join(path, "data"), { recursive: true });
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test.skipIf(folder === undefined)("what a run that was killed left in memory goes with the next run", () => {
  const left = leftover(`pitstop-${ended}-abcdef`);
  const served = leftover(`pitstop-${ended}-served`);
  writeFileSync(join(served, "data/postmaster.pid"), `${process.pid}\n`);
  const running = leftover(`pitstop-${process.pid}-abcdef`);
  memoryFolder()?.remove();
  expect([left, served, running].map((path) => existsSync(path))).toEqual([false, true, true]);
});

import { spawn } from "node:child_process";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { runningPostmaster } from "./postmaster.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("the file of a server that is just being started is left alone, and removed when nobody ever wrote it", () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const file = join(folder.path, "postmaster.pid");
  writeFileSync(file, "");
  expect(runningPostmaster(folder.path)).toBeUndefined();
  expect(existsSync(file)).toBe(true);
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(file, longAgo, longAgo);
  expect(runningPostmaster(folder.path)).toBeUndefined();
  expect(existsSync(file)).toBe(false);
});

test("a server is known for what it is also where a variable makes terminals narrow", () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const server = spawn(process.execPath, [
    "-e",
    "setInterval(() => {}, 1000)",
    "postgres",
    "-D",
    folder.path,
  ]);
  onTestFinished(() => void server.kill());
  writeFileSync(
    join(folder.path, "postmaster.pid"),
    [server.pid, folder.path, 0, 5433, "", "127.0.0.1", "", "ready"].join("\n"),
  );
  vi.stubEnv("COLUMNS", "40");
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(runningPostmaster(folder.path)).toEqual({ pid: server.pid, port: 5433, isReady: true });
});

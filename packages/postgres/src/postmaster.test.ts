import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
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

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { processIdentity } from "@pitstop/process";
import { expect, onTestFinished, test } from "vitest";
import { runOn } from "./database.ts";
import { memoryFolder } from "./memory-folder.ts";
import { startPostgres } from "./start.ts";
import { removeWithServers, temporaryFolder } from "./temporary-folder.ts";
import { beginAsTestCluster } from "./test-cluster.ts";

const folder = memoryFolder();
folder?.remove();

/** A process that has ended, so that nobody has its id. */
const ended = spawnSync(process.execPath, ["-e", "0"]).pid;

function leftover(name: string): string {
  const path = join("/dev/shm", name);
  mkdirSync(path);
  onTestFinished(() => removeWithServers(path));
  return path;
}

test.skipIf(folder === undefined)("what a run that was killed left in memory goes with the next run", () => {
  const left = leftover(`pitstop-${ended}-abcdef`);
  const running = leftover(`pitstop-${process.pid}-abcdef`);
  memoryFolder()?.remove();
  expect([left, running].map((path) => existsSync(path))).toEqual([false, true]);
});

test.skipIf(folder === undefined)(
  "a server that such a run left goes with it, unless a process that lives uses it",
  async () => {
    // While its owner lives, nobody else who tidies up takes it away.
    const owner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1_000_000)"]);
    onTestFinished(() => void owner.kill("SIGKILL"));
    const [left, used] = [leftover(`pitstop-${owner.pid}-left`), leftover(`pitstop-${owner.pid}-used`)];
    for (const path of [left, used]) await beginAsTestCluster(path);
    const script = `
      const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "index.ts"))});
      console.log((await startPostgres({ folder: ${JSON.stringify(left)} })).pid);
      process.kill(process.pid, "SIGKILL");`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    const orphan = Number(stdout);
    const server = await startPostgres({ folder: used });
    expect([processIdentity(orphan), processIdentity(server.pid)]).not.toContain(undefined);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    memoryFolder()?.remove();
    expect([left, used].map((path) => existsSync(path))).toEqual([false, true]);
    expect(processIdentity(orphan)).toBe(undefined);
    expect(await runOn(server.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await server.stop();
  },
);

test("a temporary folder is removed with the servers that still run in it, wherever their data is", async () => {
  const temporary = temporaryFolder();
  onTestFinished(temporary.remove);
  const nested = join(temporary.path, "backups/.shadow-1");
  for (const place of [temporary.path, nested]) await beginAsTestCluster(place);
  const servers = [await startPostgres({ folder: temporary.path }), await startPostgres({ folder: nested })];
  temporary.remove();
  expect(existsSync(temporary.path)).toBe(false);
  expect(servers.map(({ pid }) => processIdentity(pid))).toEqual([undefined, undefined]);
});

import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "@pitstop/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  embeddedServer,
  type InstalledServer,
  isRoot,
  newDatabase,
  newFolder,
  noSmallDisk,
  notInstalled,
  run,
  smallDisk,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { isLong } from "../../test/long-form.ts";
import { killScript } from "../../test/spawn-script.ts";
import { backUp, listBackups, openShadow, restoreBackup, verifyBackup } from "./index.ts";
import { MEMORY, shadowPlace } from "./shadow-place.ts";

const KILLS = isLong ? 60 : 2;

let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

/** Two megabytes that no compression makes smaller, in some thousand rows. */
const large = `create table large as select n, (select string_agg(md5(random()::text), '') from generate_series(1, 30) where n > 0) as text
  from generate_series(1, 4000) as n`;

/** Runs the code in a process of its own and kills it, the hard way. */
function killed(code: string, moment: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
  const script = `const { backUp, openShadow, restoreBackup, listBackups } = await import("${import.meta.resolve("./index.ts")}");
    process.stdout.write("ready");
    ${code}`;
  return killScript(script, [], moment);
}

const unfinished = (folder: string) => readdirSync(folder).filter((name) => name.startsWith("."));

/** The moment at which a process has begun something of its own in the folder, and some milliseconds more. */
async function begun(folder: string, signal: AbortSignal, after = 0): Promise<void> {
  const before = unfinished(folder);
  while (!signal.aborted && !unfinished(folder).some((name) => !before.includes(name))) await pause(1);
  await pause(after);
}

/** Kills backups when they have just begun, and at moments that are spread over the time that one takes; then one is let through. */
async function expectKillsToLeaveNothing(options: Parameters<typeof backUp>[0]): Promise<void> {
  const begin = performance.now();
  const { folder } = options;
  await backUp(options);
  const duration = performance.now() - begin;
  let seenUnfinished = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const moment = (signal: AbortSignal) =>
      kill === 0 ? begun(folder, signal) : pause((duration * (kill + 0.5)) / KILLS);
    await killed(`await backUp(${JSON.stringify(options)})`, moment);
    seenUnfinished += unfinished(folder).length;
    for (const backup of listBackups(folder)) await verifyBackup(backup.folder);
  }
  expect(seenUnfinished).toBeGreaterThan(0);
  const last = await backUp(options);
  await verifyBackup(last.folder);
  // A pg_dump whose master was killed may write for a moment longer; the backup after it clears that.
  await expect
    .poll(async () => {
      await backUp(options);
      return unfinished(folder);
    })
    .toEqual([]);
  await (await openShadow(last, { url: options.url })).remove();
}

test(`a base backup killed at ${KILLS} moments never looks like one, and the next works`, async () => {
  const { folder: embeddedFolder, url } = await embeddedServer();
  await run(url, large);
  await expectKillsToLeaveNothing({ url, folder: newFolder(), embeddedFolder });
});

test(`a dump killed at ${KILLS} moments never looks like one, and the next works`, async ({ skip }) => {
  if (!installed) return skip(notInstalled);
  const url = await newDatabase(installed.url);
  await run(url, large);
  await expectKillsToLeaveNothing({ url, folder: newFolder() });
});

test("shadows of killed processes, with their servers, are gone after the next", async () => {
  const { folder: embeddedFolder, url } = await embeddedServer();
  const folder = newFolder();
  const backup = await backUp({ url, folder, embeddedFolder });
  const open = `await openShadow(listBackups(${JSON.stringify(folder)})[0], { url: ${JSON.stringify(url)} })`;
  for (let kill = 0; kill < KILLS; kill++) {
    const after = kill === 0 ? 0 : Math.random() * 3_000;
    await killed(`${open}; setInterval(() => 0, 1000)`, (signal) => begun(folder, signal, after));
  }
  expect(unfinished(folder)).not.toEqual([]);
  await (await openShadow(backup, { url })).remove();
  expect(unfinished(folder)).toEqual([]);
  expect(spawnSync("pgrep", ["-f", `${folder}/.shadow`], { encoding: "utf8" }).stdout).toBe("");
});

test("a small server's shadow is in memory, and that of a killed process is gone after the next", async ({
  skip,
}) => {
  const { folder: embeddedFolder, url } = await embeddedServer();
  const folder = newFolder();
  const backup = await backUp({ url, folder, embeddedFolder });
  const memoryLimit = 256_000_000;
  if (shadowPlace(backup, memoryLimit) === folder) return skip("SKIPPED: this machine has no room in memory");
  const own = (pid: number) => readdirSync(MEMORY).filter((name) => name.startsWith(`.shadow-${pid}-`));
  const options = JSON.stringify({ url, memoryLimit });
  const killer = "; console.log(process.pid); process.kill(process.pid, 'SIGKILL')";
  const open = `const { listBackups, openShadow } = await import("${import.meta.resolve("./index.ts")}");
    await openShadow(listBackups(${JSON.stringify(folder)})[0], ${options})${killer}`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module-typescript", "--eval", open], {
    encoding: "utf8",
  });
  const killed = Number(stdout);
  expect(own(killed)).toHaveLength(2); // with the name of its owner beside it
  const shadow = await openShadow(backup, { url, memoryLimit });
  expect(own(killed)).toEqual([]);
  expect(spawnSync("pgrep", ["-f", `${MEMORY}/.shadow-${killed}-`], { encoding: "utf8" }).stdout).toBe("");
  const [row] = await run(shadow.url, "select current_setting('data_directory') as data");
  expect(row?.data).toContain(`${MEMORY}/.shadow-${process.pid}-`);
  await shadow.remove();
  expect(own(process.pid)).toEqual([]);
  expect(unfinished(folder)).toEqual([]);
});

test("a server that is larger than that, or backed up to memory, has its shadow beside its backup", async () => {
  const { folder: embeddedFolder, url } = await embeddedServer();
  const folder = newFolder();
  const backup = await backUp({ url, folder, embeddedFolder });
  expect(shadowPlace(backup, backup.manifest.databaseBytes)).toBe(folder);
  expect(shadowPlace(backup, 0)).toBe(folder);
  expect(shadowPlace({ ...backup, folder: `${MEMORY}/backups/cars` }, 1e12)).toBe(`${MEMORY}/backups`);
});

test(`a restore of the embedded server killed at ${KILLS} moments leaves the data of before or the restored`, async () => {
  const { folder: embeddedFolder, url, stop } = await embeddedServer();
  await run(url, "create table state as select 'backed up' as what");
  const { folder: backup } = await backUp({ url, folder: newFolder(), embeddedFolder });
  await run(url, "update state set what = 'later'");
  await stop();
  for (let kill = 0; kill < KILLS; kill++) {
    const options = JSON.stringify({ backup, url, embeddedFolder });
    await killed(`await restoreBackup(${options})`, () => pause((1_500 * (kill + 0.5)) / KILLS));
    const server = await startPostgres({ folder: embeddedFolder });
    const [state] = await run(server.urlOf("pitstop"), "select what from state");
    expect(["backed up", "later"]).toContain(state?.what);
    await server.stop();
  }
  await restoreBackup({ backup, url, embeddedFolder });
  const server = await startPostgres({ folder: embeddedFolder });
  expect(await run(server.urlOf("pitstop"), "select what from state")).toEqual([{ what: "backed up" }]);
  await server.stop();
  expect(readdirSync(embeddedFolder).filter((name) => /^(unfinished|replacement)/.test(name))).toEqual([]);
});

test("a server that is killed in the middle of its backup ends it, and nothing is left", async () => {
  const { folder: embeddedFolder, url, pid } = await embeddedServer();
  await run(url, large);
  const folder = newFolder();
  const failed = expect(backUp({ url, folder, embeddedFolder })).rejects.toMatchObject({
    code: "BACKUP_CONNECTION_LOST",
  });
  while (unfinished(folder).length === 0) await pause(1);
  process.kill(pid, "SIGKILL");
  await failed;
  expect(readdirSync(folder)).toEqual([]);
  const again = await startPostgres({ folder: embeddedFolder });
  await backUp({ url: again.urlOf("pitstop"), folder, embeddedFolder });
  await again.stop();
});

test("a server that cannot be reached is said", async () => {
  const { url, stop } = await embeddedServer();
  await stop();
  const attempt = backUp({ url, folder: newFolder() });
  await expect(attempt).rejects.toMatchObject({ code: "BACKUP_CONNECTION_LOST" });
});

test("a full disk ends a base backup with words, and nothing half-made is left", async ({ skip }) => {
  const { folder: embeddedFolder, url } = await embeddedServer();
  await run(url, large);
  const folder = smallDisk("2m");
  if (!folder) return skip(noSmallDisk);
  await expect(backUp({ url, folder, embeddedFolder })).rejects.toMatchObject({ code: "BACKUP_NO_SPACE" });
  expect(readdirSync(folder)).toEqual([]);
});

test("a full disk ends a dump with words, and nothing half-made is left", async ({ skip }) => {
  if (!installed) return skip(notInstalled);
  const url = await newDatabase(installed.url);
  await run(url, large);
  const folder = smallDisk("1m");
  if (!folder) return skip(noSmallDisk);
  await expect(backUp({ url, folder })).rejects.toMatchObject({ code: "BACKUP_NO_SPACE" });
  expect(readdirSync(folder)).toEqual([]);
});

test("a full disk ends a shadow with words, and the backup stays", async ({ skip }) => {
  const { folder: embeddedFolder, url } = await embeddedServer();
  const folder = smallDisk("20m");
  if (!folder) return skip(noSmallDisk);
  const backup = await backUp({ url, folder, embeddedFolder });
  await expect(openShadow(backup, { url })).rejects.toMatchObject({ code: "BACKUP_NO_SPACE" });
  expect(readdirSync(folder)).toEqual([backup.id]);
  await verifyBackup(backup.folder);
});

test("a folder that may not be written is said", async ({ skip }) => {
  if (!isRoot) return skip("SKIPPED: only root can run a process as somebody else");
  if (!installed) return skip(notInstalled);
  const url = await newDatabase(installed.url);
  const folder = newFolder();
  const script = `const { backUp } = await import(${JSON.stringify(join(import.meta.dirname, "index.ts"))});
    await backUp(${JSON.stringify({ url, folder: join(folder, "backups") })}).catch(({ code }) => console.log(code))`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    uid: 65534,
    gid: 65534,
    encoding: "utf8",
  });
  expect(stdout.trim()).toBe("BACKUP_NO_RIGHTS");
  expect(readdirSync(folder)).toEqual([]);
});

test("a folder that root alone can enter serves for backups and their shadows too", async ({ skip }) => {
  if (!isRoot) return skip("SKIPPED: only root has folders that the server's account cannot enter");
  const { folder: embeddedFolder, url } = await embeddedServer();
  const folder = join(newFolder(), "backups");
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, 0, 0);
  chmodSync(folder, 0o700);
  const backup = await backUp({ url, folder, embeddedFolder });
  const shadow = await openShadow(backup, { url });
  expect(await run(shadow.url, "select 1 as n")).toEqual([{ n: 1 }]);
  const [row] = await run(shadow.url, "select current_setting('data_directory') as data");
  const data = String(row?.data);
  await shadow.remove();
  expect(existsSync(data)).toBe(false);
  expect(existsSync(join(data, ".."))).toBe(false);
});

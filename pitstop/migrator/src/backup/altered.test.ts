import { spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  embeddedServer,
  type InstalledServer,
  newDatabase,
  newFolder,
  notInstalled,
  plainManifest,
  run,
  startInstalledServer,
} from "../../test/installed-server.ts";
import { isLong } from "../../test/long-form.ts";
import { checksumOf, filesBelow } from "./checksums.ts";
import {
  type Backup,
  backUp,
  checkBackups,
  listBackups,
  openShadow,
  restoreBackup,
  verifyBackup,
} from "./index.ts";
import { MANIFEST, type Manifest, SEAL, sealOf, writeManifest } from "./manifest.ts";

const RUNS = isLong ? 1_000 : 30;

let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

const cars = "create table cars as select n as id, md5(n::text) as plate from generate_series(1, 1000) as n";

async function baseBackup(): Promise<Backup & { url: string; embeddedFolder: string }> {
  const { folder: embeddedFolder, url } = await embeddedServer();
  await run(url, cars);
  return { ...(await backUp({ url, folder: newFolder(), embeddedFolder })), url, embeddedFolder };
}

test(`a base backup with one flipped bit is refused, wherever it is (${RUNS} places)`, async () => {
  await expectEveryFlipSeen((await baseBackup()).folder);
});

test(`a dump with one flipped bit is refused, wherever it is (${RUNS} places)`, async ({ skip }) => {
  if (!installed) return skip(notInstalled);
  const url = await newDatabase(installed.url);
  await run(url, cars, "create table people as select 1 as id");
  await expectEveryFlipSeen((await backUp({ url, folder: newFolder() })).folder);
});

async function expectEveryFlipSeen(folder: string): Promise<void> {
  const files = filesBelow(folder);
  await verifyBackup(folder);
  const place = fc.record({
    file: fc.constantFrom(...files),
    position: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bit: fc.integer({ min: 0, max: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(place, async ({ file, position, bit }) => {
      const path = join(folder, file);
      const at = Math.floor(position * statSync(path).size);
      flip(path, at, bit);
      try {
        await expect(verifyBackup(folder)).rejects.toMatchObject({ code: "BACKUP_ALTERED" });
      } finally {
        flip(path, at, bit);
      }
    }),
    { numRuns: RUNS },
  );
  await verifyBackup(folder);
}

function flip(path: string, at: number, bit: number): void {
  const descriptor = openSync(path, "r+");
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, at);
  byte.writeUInt8(byte.readUInt8() ^ (1 << bit));
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
}

test("a backup that is cut, has lost a file, or has one too many is refused by name", async () => {
  const { folder } = await baseBackup();
  const archive = join(folder, "postgres.tar.zst");
  const refusalAfter = async (change: (copy: string) => void) => {
    const copy = join(newFolder(), "copy");
    cpSync(folder, copy, { recursive: true });
    change(copy);
    return verifyBackup(copy).then(
      () => "not refused",
      ({ code, message }: { code: string; message: string }) =>
        `${code} ${message.slice(message.indexOf(":") + 2)}`,
    );
  };
  expect(
    await refusalAfter((copy) => truncateSync(join(copy, "postgres.tar.zst"), statSync(archive).size - 1)),
  ).toBe("BACKUP_ALTERED postgres.tar.zst was altered.");
  for (const file of ["postgres.tar.zst", "manifest.json", "manifest.sha256"]) {
    expect(await refusalAfter((copy) => rmSync(join(copy, file)))).toBe(
      `BACKUP_INCOMPLETE ${file} is missing.`,
    );
  }
  expect(await refusalAfter((copy) => writeFileSync(join(copy, "more"), ""))).toBe(
    "BACKUP_ALTERED more does not belong to it.",
  );
  const link = (copy: string) => {
    rmSync(join(copy, "postgres.tar.zst"));
    symlinkSync(archive, join(copy, "postgres.tar.zst"));
  };
  expect(await refusalAfter(link)).toBe("BACKUP_ALTERED postgres.tar.zst was altered.");
  expect(await refusalAfter(() => undefined)).toBe("not refused");
});

test("whatever is no plain file in a backup is refused by name, and looking at it never hangs", async () => {
  const { folder } = await baseBackup();
  const elsewhere = newFolder();
  cpSync(folder, join(elsewhere, "whole"), { recursive: true });
  const link = (file: string) => symlinkSync(join(elsewhere, "whole", basename(file)), file);
  const fifo = (file: string) => void spawnSync("mkfifo", [file]);
  const directory = (file: string) => void mkdirSync(file);
  for (const replace of [link, fifo, directory]) {
    // An empty folder too many does no harm, and a command of one's own may leave some.
    const names = [...filesBelow(folder), ...(replace === directory ? [] : ["one-too-many"])];
    for (const name of names) {
      const parent = newFolder();
      const copy = join(parent, "copy");
      cpSync(folder, copy, { recursive: true });
      rmSync(join(copy, name), { force: true });
      replace(join(copy, name));
      const found = {
        code: expect.stringMatching(/^BACKUP_(ALTERED|INCOMPLETE)$/),
        message: expect.stringContaining(name),
      };
      await expect(verifyBackup(copy)).rejects.toMatchObject(found);
      expect(await checkBackups(parent)).toMatchObject([{ id: "copy", error: found }]);
    }
  }
});

test.each<[what: string, changed: (manifest: Manifest) => unknown]>([
  ["is no object", () => "text"],
  ["names a file outside of it", (manifest) => withPath(manifest, "../elsewhere/postgres.tar.zst")],
  ["names a file by its whole path", (manifest) => withPath(manifest, "/etc/hostname")],
  ["names a file by a way round", (manifest) => withPath(manifest, "./postgres.tar.zst")],
  ["names a file by a way back", (manifest) => withPath(manifest, "a/../postgres.tar.zst")],
  ["names a file with a backslash", (manifest) => withPath(manifest, "..\\postgres.tar.zst")],
  ["names no file", (manifest) => ({ ...manifest, files: [] })],
  ["lacks its files", ({ files: _, ...manifest }) => manifest],
  ["has a size that is none", (manifest) => ({ ...manifest, files: [{ ...manifest.files[0], bytes: "1" }] })],
  ["has a date that is none", (manifest) => ({ ...manifest, createdAt: "soon" })],
  ["has a method that is none", (manifest) => ({ ...manifest, method: "magic" })],
  ["has a locale that is none", (manifest) => ({ ...manifest, locale: null })],
])("a manifest that %s is refused, sealed or not", async (_, changed) => {
  const parent = newFolder();
  const folder = join(parent, "copy");
  mkdirSync(folder);
  writeFileSync(join(folder, "postgres.tar.zst"), "content");
  const manifest = writeManifest(folder, {
    ...plainManifest,
    files: [await checksumOf(folder, "postgres.tar.zst")],
  });
  await verifyBackup(folder);
  const text = JSON.stringify(changed(manifest));
  writeFileSync(join(folder, MANIFEST), text);
  writeFileSync(join(folder, SEAL), sealOf(text));
  await expect(verifyBackup(folder)).rejects.toMatchObject({
    code: "BACKUP_ALTERED",
    message: expect.stringContaining(MANIFEST),
  });
  expect(listBackups(parent)).toEqual([]);
});

const withPath = (manifest: Manifest, path: string) => ({
  ...manifest,
  files: manifest.files.map((file) => ({ ...file, path })),
});

test("an altered backup is neither restored nor rehearsed on", async () => {
  const backup = await baseBackup();
  flip(join(backup.folder, "postgres.tar.zst"), 1000, 0);
  const { url, embeddedFolder } = backup;
  await expect(openShadow(backup, { url })).rejects.toMatchObject({ code: "BACKUP_ALTERED" });
  const restoring = restoreBackup({ backup: backup.folder, url, embeddedFolder });
  await expect(restoring).rejects.toMatchObject({ code: "BACKUP_ALTERED" });
});

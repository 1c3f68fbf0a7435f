import {
  closeSync,
  cpSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isLong } from "../long-form.ts";
import { filesBelow } from "./checksums.ts";
import { type Backup, backUp, openShadow, restoreBackup, verifyBackup } from "./index.ts";
import {
  embeddedServer,
  type InstalledServer,
  newDatabase,
  newFolder,
  notInstalled,
  run,
  startInstalledServer,
} from "./testing.ts";

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

test("an altered backup is neither restored nor rehearsed on", async () => {
  const backup = await baseBackup();
  flip(join(backup.folder, "postgres.tar.zst"), 1000, 0);
  const { url, embeddedFolder } = backup;
  await expect(openShadow(backup, { url })).rejects.toMatchObject({ code: "BACKUP_ALTERED" });
  const restoring = restoreBackup({ backup: backup.folder, url, embeddedFolder });
  await expect(restoring).rejects.toMatchObject({ code: "BACKUP_ALTERED" });
});

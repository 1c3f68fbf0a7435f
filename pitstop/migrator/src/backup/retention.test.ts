import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder, plainManifest } from "../../test/installed-server.ts";
import { applyRetention, listBackups } from "./index.ts";
import { type BackedUpServer, openBackup, writeManifest } from "./manifest.ts";

const NOW = Date.parse("2026-11-23T08:00:00Z");

interface Made {
  readonly database?: string;
  readonly server?: BackedUpServer;
}

/** A finished backup of some days ago, with one file. */
function backup(folder: string, days: number, { database = "cars", server = SERVER }: Made = {}): string {
  const other = server === SERVER ? "" : `-${server.systemIdentifier}-${server.address}`;
  const id = `${database}${other}-${String(days).padStart(3, "0")}`;
  const place = join(folder, id);
  mkdirSync(place);
  writeFileSync(join(place, "file"), "content");
  writeManifest(place, {
    ...plainManifest,
    id,
    createdAt: new Date(NOW - days * 86_400_000).toISOString(),
    database,
    server,
    files: [{ path: "file", bytes: 7, sha256: "" }],
  });
  return id;
}

const SERVER: BackedUpServer = { systemIdentifier: "1", address: "db.example:5432" };

const removedFrom = async (folder: string, keep: number, keepDays: number, made: string) =>
  (await applyRetention(openBackup(join(folder, made)), { keep, keepDays })).map(({ id }) => id);

test("backups are listed newest first, and nothing else is", () => {
  const folder = newFolder();
  const [old, recent] = [backup(folder, 9), backup(folder, 1)];
  mkdirSync(join(folder, "photos"));
  mkdirSync(join(folder, ".unfinished-x"));
  writeFileSync(join(folder, "notes"), "");
  const edited = join(folder, backup(folder, 2), "manifest.json");
  writeFileSync(edited, "{}");
  expect(listBackups(folder).map(({ id }) => id)).toEqual([recent, old]);
  expect(listBackups(join(folder, "nowhere"))).toEqual([]);
});

test("those beyond the number and those beyond the days go", async () => {
  const folder = newFolder();
  for (const days of [1, 2, 3, 40]) backup(folder, days);
  expect(await removedFrom(folder, 10, 30, "cars-001")).toEqual(["cars-040"]);
  expect(await removedFrom(folder, 2, 30, "cars-001")).toEqual(["cars-003"]);
  expect(readdirSync(folder).sort()).toEqual(["cars-001", "cars-002"]);
});

test("the newest whole one stays where newer ones have lost files", async () => {
  const folder = newFolder();
  for (const days of [1, 2, 300, 400]) backup(folder, days);
  rmSync(join(folder, "cars-001/file"));
  writeFileSync(join(folder, "cars-002/file"), "cut");
  expect(await removedFrom(folder, 1, 100, "cars-001")).toEqual(["cars-002", "cars-400"]);
});

test.each<[what: string, made: Made]>([
  ["another database", { database: "people" }],
  ["a database of the same name on another server", { server: { ...SERVER, systemIdentifier: "2" } }],
  [
    "a database on a copy of the server, which has its identifier",
    { server: { ...SERVER, address: "copy:5432" } },
  ],
  ["a server whose identifier the account may not read", { server: { ...SERVER, systemIdentifier: null } }],
])("a backup removes none of %s", async (_, made) => {
  const folder = newFolder();
  const others = [1, 2, 40].map((days) => backup(folder, days, made));
  for (const days of [0, 1, 2, 40]) backup(folder, days);
  expect(await removedFrom(folder, 1, 30, "cars-000")).toEqual(["cars-001", "cars-002", "cars-040"]);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(others));
});

test("without an identifier the address tells servers apart", async () => {
  const folder = newFolder();
  const on = (address: string) => ({ server: { systemIdentifier: null, address } });
  const [one, old, other] = [
    backup(folder, 0, on("one:5432")),
    backup(folder, 1, on("one:5432")),
    backup(folder, 1, on("other:5432")),
  ];
  expect(await removedFrom(folder, 1, 30, one)).toEqual([old]);
  expect(new Set(readdirSync(folder))).toEqual(new Set([one, other]));
});

test("a backup that was made under a clock far ahead removes none, and wins over none afterward", async () => {
  const folder = newFolder();
  for (const days of [-400, 1, 2, 3]) backup(folder, days);
  expect(await removedFrom(folder, 10, 30, "cars--400")).toEqual([]);
  backup(folder, 0);
  expect(await removedFrom(folder, 10, 30, "cars-000")).toEqual([]);
  // It counts as the oldest, so that the number that is kept is one of days that can be believed.
  expect(await removedFrom(folder, 3, 30, "cars-000")).toEqual(["cars-003", "cars--400"]);
  expect(readdirSync(folder).sort()).toEqual(["cars-000", "cars-001", "cars-002"]);
});

test("the one that was just made stays beside one of another day, whatever the number", async () => {
  const folder = newFolder();
  for (const days of [-400, 0]) backup(folder, days);
  expect(await removedFrom(folder, 1, 30, "cars-000")).toEqual(["cars--400"]);
  backup(folder, -0.5);
  expect(await removedFrom(folder, 1, 30, "cars-000")).toEqual([]);
});

test("after a long pause, the backups of before stay until a second new one is there", async () => {
  const folder = newFolder();
  for (const days of [0, 200, 201]) backup(folder, days);
  expect(await removedFrom(folder, 10, 30, "cars-000")).toEqual([]);
  const second = backup(folder, -1);
  expect(await removedFrom(folder, 10, 30, second)).toEqual(["cars-200", "cars-201"]);
});

test("a damaged backup is no reason to believe the clock", async () => {
  const folder = newFolder();
  for (const days of [0, 1, 200]) backup(folder, days);
  rmSync(join(folder, "cars-001/file"));
  expect(await removedFrom(folder, 10, 30, "cars-000")).toEqual([]);
});

test("folders of others are left alone", async () => {
  const folder = newFolder();
  for (const days of [1, 2]) backup(folder, days);
  mkdirSync(join(folder, "photos"));
  writeFileSync(join(folder, "photos/manifest.json"), "{}");
  writeFileSync(join(folder, "cars-002/manifest.json"), "{}");
  expect(await removedFrom(folder, 1, 1, "cars-001")).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(["cars-001", "cars-002", "photos"]);
});

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyRetention, listBackups } from "./index.ts";
import { writeManifest } from "./manifest.ts";
import { newFolder } from "./testing.ts";

const locale = { encoding: "UTF8", collate: "C", ctype: "C", provider: null, locale: null, rules: null };

/** A finished backup of some days ago, with one file. */
function backup(folder: string, days: number, database = "cars"): string {
  const id = `${database}-${String(days).padStart(3, "0")}`;
  const place = join(folder, id);
  mkdirSync(place);
  writeFileSync(join(place, "file"), "content");
  writeManifest(place, {
    id,
    createdAt: new Date(Date.now() - days * 86_400_000).toISOString(),
    method: "command",
    tool: "a command",
    database,
    locale,
    databaseBytes: 0,
    serverVersion: 180_004,
    migrations: [],
    fingerprints: [],
    files: [{ path: "file", bytes: 7, sha256: "" }],
  });
  return id;
}

const removedFrom = async (folder: string, keep: number, keepDays: number) =>
  (await applyRetention(folder, { keep, keepDays })).map(({ id }) => id);

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
  expect(await removedFrom(folder, 10, 30)).toEqual(["cars-040"]);
  expect(await removedFrom(folder, 2, 30)).toEqual(["cars-003"]);
  expect(readdirSync(folder).sort()).toEqual(["cars-001", "cars-002"]);
});

test("the newest stays however old it is", async () => {
  const folder = newFolder();
  backup(folder, 400);
  expect(await removedFrom(folder, 1, 1)).toEqual([]);
});

test("the newest whole one stays where newer ones have lost files", async () => {
  const folder = newFolder();
  for (const days of [1, 2, 300, 400]) backup(folder, days);
  rmSync(join(folder, "cars-001/file"));
  writeFileSync(join(folder, "cars-002/file"), "cut");
  expect(await removedFrom(folder, 1, 100)).toEqual(["cars-002", "cars-400"]);
});

test("each database keeps its own", async () => {
  const folder = newFolder();
  for (const days of [1, 2, 3]) backup(folder, days);
  backup(folder, 200, "people");
  expect(await removedFrom(folder, 2, 30)).toEqual(["cars-003"]);
});

test("folders of others are left alone", async () => {
  const folder = newFolder();
  for (const days of [1, 2]) backup(folder, days);
  mkdirSync(join(folder, "photos"));
  writeFileSync(join(folder, "photos/manifest.json"), "{}");
  writeFileSync(join(folder, "cars-002/manifest.json"), "{}");
  expect(await removedFrom(folder, 1, 1)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(["cars-001", "cars-002", "photos"]);
});

import { PassThrough } from "node:stream";
import type { MigratorSettings } from "@pitstop/migrator";
import { expect, test, vi } from "vitest";
import { migratorSettings } from "../migrating.ts";
import { isSureWithoutBackup } from "./sure-without-backup.ts";

const production: MigratorSettings = { ...migratorSettings(), isProduction: true, without: ["backup"] };

test("at a terminal, a production database goes without a backup when that is typed in full", async () => {
  expect(await isSureWithoutBackup(production, "shop at db:5432", somebody("without backup"))).toBe(true);
  expect(await isSureWithoutBackup(production, "shop at db:5432", somebody("yes"))).toBe(false);
  expect(await isSureWithoutBackup(production, "shop at db:5432", somebody(""))).toBe(false);
});

test("the question names the database", async () => {
  const terminal = somebody("without backup");
  const asked = vi.spyOn(terminal.output, "write");
  await isSureWithoutBackup(production, "shop at db:5432", terminal);
  expect(asked.mock.calls.join("")).toContain("shop at db:5432");
});

test("where nobody is at a terminal it takes the flag, and nobody is asked", async () => {
  const nobody = { input: new PassThrough(), output: new PassThrough() };
  expect(await isSureWithoutBackup(production, "shop at db:5432", nobody)).toBe(false);
  const sure = { ...production, isSureWithoutBackup: true };
  expect(await isSureWithoutBackup(sure, "shop at db:5432", somebody("no"))).toBe(true);
});

test("nobody is asked where there is a backup, or where it is not production", async () => {
  const asking = somebody("without backup");
  expect(await isSureWithoutBackup({ ...production, without: [] }, "shop at db:5432", asking)).toBe(false);
  expect(await isSureWithoutBackup({ ...production, isProduction: false }, "shop at db:5432", asking)).toBe(
    false,
  );
});

/** A terminal with somebody who types this and presses Enter. */
function somebody(typed: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 300, rows: 24 });
  output.resume();
  setImmediate(() => {
    input.write(typed);
    input.write("\r");
  });
  return { input, output };
}

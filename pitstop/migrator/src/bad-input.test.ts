import { readdirSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  Car,
  CarWithColor,
  Color,
  Initial,
  type Migrations,
  query,
  testProject,
} from "../test/car-project.ts";
import { noSmallDisk, smallDisk } from "../test/installed-server.ts";
import { Migration } from "./migration/migration.ts";
import { refuseOldVersion, shownVersion } from "./server-version.ts";

const { cars, migrator, columns, fingerprints } = testProject();
afterEach(() => void vi.unstubAllEnvs());

/** `up` throws this with a hint, and neither the cars nor the list of applied migrations have changed. */
async function refuses(
  url: string,
  code: string,
  { migrations = { Initial, Color }, args = [] }: { migrations?: Migrations; args?: [string?] } = {},
): Promise<{ message: string; hint: string }> {
  const before = [await fingerprints(url), await applied(url)];
  const { up } = await migrator(url, migrations, [CarWithColor]);
  const error: unknown = await up(...args).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code, hint: expect.stringMatching(/\w/) });
  expect([await fingerprints(url), await applied(url)]).toEqual(before);
  return error as { message: string; hint: string }; // as was just expected
}

const applied = (url: string) => query(url, "select name from mikro_orm_migrations");

describe("a migration that", () => {
  test("is unknown is answered with those that there are", async () => {
    const { message, hint } = await refuses(await cars(), "MIGRATION_UNKNOWN", { args: ["Colour"] });
    expect(message).toContain("Colour");
    expect(hint).toContain("Initial, Color");
  });

  test("was edited after it was applied is named", async () => {
    class Edited extends Initial {
      override up(): void {
        this.addSql(`create table "cars" ("id" bigint not null, "name" text not null, primary key ("id"))`);
      }
    }
    const migrations = { Initial: Edited, Color };
    const { message, hint } = await refuses(await cars(), "HISTORY_MIGRATION_EDITED", { migrations });
    expect(message).toContain("Initial was edited");
    expect(hint).toContain("git log");
  });

  test("is applied and has no file is named, on the way forth and on the way back", async () => {
    const url = await cars();
    const { message } = await refuses(url, "MIGRATION_FILE_MISSING", { migrations: { Color } });
    expect(message).toContain("Initial");
    const { down } = await migrator(url, {}, [Car]);
    await expect(down()).rejects.toMatchObject({ code: "MIGRATION_FILE_MISSING" });
  });

  test("is no SQL is answered with the place in it, before anything runs", async () => {
    class Misspelt extends Migration {
      override up(): void {
        this.addSql(`alter tabel "cars" add column "color" text null`);
      }
    }
    const { message } = await refuses(await cars(), "LINT_SQL_INVALID", {
      migrations: { Initial, Misspelt },
    });
    expect(message).toMatch(/Misspelt.*tabel/);
  });
});

describe("an account that", () => {
  test("may not create the migrator's own tables is told what to grant", async () => {
    const url = await cars();
    await query(url, "drop schema pitstop cascade");
    const error = await refuses(await asClerk(url), "HISTORY_NO_RIGHTS");
    expect(error.hint).toContain("grant create on database");
  });

  test("may not change the table leaves all as it was", async () => {
    const url = await cars();
    vi.stubEnv("PITSTOP_WITHOUT", "backup");
    const clerk = await asClerk(url);
    await query(
      url,
      "grant all on schema pitstop to clerk; grant all on all tables in schema pitstop to clerk",
    );
    const error = await refuses(clerk, "APPLY_STATEMENT_FAILED");
    expect(error.message).toContain("must be owner of table cars");
  });
});

test("a disk that is full is told, and no half of a backup is left on it", async ({ skip }) => {
  const folder = smallDisk("1m");
  if (!folder) return skip(noSmallDisk);
  vi.stubEnv("PITSTOP_BACKUPS", folder);
  const error = await refuses(await cars(), "BACKUP_NO_SPACE");
  expect(error.hint).toContain("Free some space");
  expect(readdirSync(folder)).toEqual([]);
});

test("a server that is too old is refused with both versions", async () => {
  const url = await cars();
  // The road asks the server for its version by this name, and finds ours first.
  await query(
    url,
    `create function public.current_setting(name text) returns text language sql as
       $$ select case name when 'server_version_num' then '130014' else pg_catalog.current_setting(name) end $$`,
  );
  await query(url, `alter database "${new URL(url).pathname.slice(1)}" set search_path = public, pg_catalog`);
  const error = await refuses(url, "SERVER_TOO_OLD");
  expect(error.message).toBe("The server is PostgreSQL 13.14; migrations need 14 or newer.");
});

test("versions are compared as PostgreSQL numbers them, and shown as people write them", () => {
  expect(() => refuseOldVersion(130_022)).toThrow(expect.objectContaining({ code: "SERVER_TOO_OLD" }));
  expect(() => refuseOldVersion(90_624)).toThrow(expect.objectContaining({ code: "SERVER_TOO_OLD" }));
  for (const version of [140_000, 150_018, 180_004]) refuseOldVersion(version);
  expect([90_624, 140_000, 180_004].map(shownVersion)).toEqual(["9.6.24", "14", "18.4"]);
});

test("what would go round lint, backup and rehearsal is refused", async () => {
  const url = await cars();
  const { safe } = await migrator(url, { Initial, Color }, [CarWithColor]);
  for (const call of [
    () => safe.rollup(),
    () => safe.logMigration("Color"),
    () => safe.unlogMigration("Initial"),
  ]) {
    await expect(call()).rejects.toMatchObject({
      code: "MIGRATOR_REFUSES",
      hint: expect.stringMatching(/migration:|files/),
    });
  }
  expect(await applied(url)).toEqual([{ name: "Initial" }]);
  expect(await columns(url)).toEqual(["id", "name"]);
});

let clerks = 0;

/** The address of the database for an account that may read the cars and nothing else. */
async function asClerk(url: string): Promise<string> {
  if (clerks++ === 0) await query(url, "create role clerk login password 'clerk'");
  await query(
    url,
    `grant select on all tables in schema public to clerk;
     grant all on mikro_orm_migrations to clerk; grant all on all sequences in schema public to clerk`,
  );
  const address = new URL(url);
  [address.username, address.password] = ["clerk", "clerk"];
  return address.href;
}

import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder } from "../../test/installed-server.ts";
import { findTools } from "./pg-tools.ts";

/** A folder with programs that say they are of this version. */
function installed(...versions: string[]): string[] {
  const parent = newFolder();
  return versions.map((version) => {
    const folder = join(parent, version);
    mkdirSync(folder);
    for (const name of ["pg_dump", "pg_restore"]) {
      writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${version} (Debian)"\n`);
      chmodSync(join(folder, name), 0o755);
    }
    return folder;
  });
}

test("the programs of the server's own version are taken, whatever stands first on PATH", () => {
  const folders = installed("14.2", "18.4", "16.1");
  expect(findTools(16, "backup", folders)).toMatchObject({
    version: "16.1",
    dump: join(folders[2] ?? "", "pg_dump"),
  });
});

test("the next newer ones will do", () => {
  expect(findTools(15, "backup", installed("14.2", "18.4", "16.1"))).toMatchObject({ version: "16.1" });
});

test("older ones are refused, with both versions and what to install", () => {
  expect(() => findTools(18, "backup", installed("9.6.24", "15.18"))).toThrow(
    expect.objectContaining({
      code: "BACKUP_TOOL_TOO_OLD",
      message: expect.stringMatching(/server is PostgreSQL 18, but the newest pg_dump here is 15\.18/),
      hint: expect.stringContaining("postgresql-client-18"),
    }),
  );
});

test("none at all is said, with what to install or to configure", () => {
  expect(() => findTools(18, "backup", [newFolder(), "/nowhere"])).toThrow(
    expect.objectContaining({
      code: "BACKUP_TOOL_MISSING",
      hint: expect.stringMatching(/postgresql-client-18.*PITSTOP_BACKUP_COMMAND/),
    }),
  );
});

test("for a restore, nothing is said of ways to back up", () => {
  expect(() => findTools(18, "restore", installed("15.18"))).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /backup is from PostgreSQL 18, but the newest pg_restore here is 15\.18/,
      ),
      hint: expect.not.stringContaining("PITSTOP_BACKUP_COMMAND"),
    }),
  );
});

test("a program that does not run is not there", () => {
  const [folder = ""] = installed("18.4");
  writeFileSync(join(folder, "pg_dump"), "#!/nowhere/sh\n");
  expect(() => findTools(18, "backup", [folder])).toThrow(
    expect.objectContaining({ code: "BACKUP_TOOL_MISSING" }),
  );
});

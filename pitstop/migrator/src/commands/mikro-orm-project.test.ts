import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder } from "../../test/installed-server.ts";

const main = join(import.meta.dirname, "../main.ts");

function pendingIn(folder: string): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [main, "pending"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stderr };
}

test("a folder without a configuration is said, with what to do", () => {
  const { status, stderr } = pendingIn(newFolder());
  expect(stderr).toMatch(
    /^MikroORM's configuration can't be loaded: .*\n.*--config.*\(MIKRO_ORM_CONFIG_UNREADABLE\)\n$/,
  );
  expect(status).toBe(1);
});

test("a configuration that throws is quoted, without a stack trace", () => {
  const folder = newFolder();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "shop", type: "module" }));
  writeFileSync(join(folder, "mikro-orm.config.js"), "throw new Error('DATABASE_URL is not set');");
  const { stderr } = pendingIn(folder);
  expect(stderr).toContain("can't be loaded");
  expect(stderr).toContain("(MIKRO_ORM_CONFIG_UNREADABLE)");
  expect(stderr).not.toMatch(/^ +at /m);
});

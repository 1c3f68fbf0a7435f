import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runHere } from "../../test/run-here.ts";
import { workspaceRoot } from "./workspace-root.ts";

const outside = mkdtempSync(join(tmpdir(), "pitstop-root-"));
afterAll(() => rmSync(outside, { recursive: true, force: true }));

function write(root: string, ...names: string[]): void {
  for (const name of names) {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, "package.json"), "{}");
  }
}

test("the root is the nearest folder with the packages of an application", () => {
  const root = join(outside, "monorepo/acme");
  write(root, "packages/types", "packages/db", "packages/api");
  write(join(outside, "monorepo"), "packages/types");
  mkdirSync(join(root, "packages/db/src"), { recursive: true });
  expect(workspaceRoot(join(root, "packages/db/src"))).toBe(root);
  expect(workspaceRoot(root)).toBe(root);
  expect(workspaceRoot(join(outside, "monorepo"))).toBeUndefined();
});

test("outside of an application, help is shown and commands say where to run them", async () => {
  expect(await runHere(undefined, "--help")).toMatchObject({ status: 0 });
  for (const words of [["status"], ["backup"], ["attribute:add", "car", "color:string"]]) {
    const { status, stderr } = await runHere(undefined, ...words);
    expect(stderr).toContain("(WORKSPACE_NOT_FOUND)");
    expect(stderr).toContain("npm create pitstop");
    expect(status).toBe(3);
  }
});

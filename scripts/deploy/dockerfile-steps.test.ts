// The steps of the build stage, run without an engine: each RUN in a folder that holds what COPY would put there.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { afterAll, expect, test } from "vitest";
import { root } from "../packages/publishable.ts";
import { text } from "./deployment-files.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const folder = mkdtempSync(join(tmpdir(), "pitstop-image-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.runIf(isLong)("the build stage makes what the last stage copies", { timeout: 1_200_000 }, () => {
  const [, build = ""] = text("Dockerfile").split(/^(?=FROM )/m);
  for (const instruction of DockerfileParser.parse(build).getInstructions()) {
    const content = instruction.getRawArgumentsContent() ?? "";
    if (instruction.getKeyword() === "COPY") copy(content.split(" ").slice(0, -1));
    if (instruction.getKeyword() === "RUN") runStep(content);
  }
  for (const path of ["main.mjs", "migrate.mjs", "libpg-query.wasm", "client/index.html"])
    expect(existsSync(join(folder, "apps/server/dist", path)), path).toBe(true);
});

/** What git has: a fresh clone is what an image is built from. */
function copy(sources: readonly string[]): void {
  const listed = execFileSync("git", ["ls-files", "-z", ...sources], { cwd: root, encoding: "utf8" });
  for (const path of listed.split("\0").filter((one) => one !== "")) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
}

/** As the engine does: in a shell, without what says that these are tests. */
function runStep(command: string): void {
  const { NODE_ENV: _, VITEST: __, ...environment } = process.env;
  const options = { cwd: folder, env: environment, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", command], options);
  expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
}

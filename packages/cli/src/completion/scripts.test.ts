import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../testing/copy-workspace.ts";
import { completionScripts } from "./scripts.ts";

/** What bash offers for the last of these words, in a folder of the workspace. */
function offered(folder: string, ...words: string[]): string[] {
  const script = `${completionScripts.bash}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pitstop; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", script, "bash", ...words], {
    cwd: join(repository, folder),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

test.each([
  [".", ["pnpm", "pitstop"]],
  ["packages/api/src/crud", ["npx", "-y", "pnpm", "pitstop"]],
  ["docs/guides", ["pitstop"]],
])("bash completes commands in %s after %j", (folder, called) => {
  expect(offered(folder, ...called, "attribute:re")).toEqual(["attribute:remove", "attribute:rename"]);
  expect(offered(folder, ...called, "rec")).toEqual(["recover"]);
});

test("bash completes the tool's own name after pnpm", () => {
  expect(offered(".", "pnpm", "pit")).toEqual(["pitstop"]);
  expect(offered(".", "pnpm", "inst")).toEqual([]);
});

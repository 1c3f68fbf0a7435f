import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../../test/copy-workspace.ts";
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
  ["packages/api/src/contract", ["npx", "-y", "pnpm", "pitstop"]],
  ["docs/guides", ["pitstop"]],
])("bash completes commands in %s after %j", (folder, called) => {
  expect(offered(folder, ...called, "attribute:re")).toEqual(["attribute:remove", "attribute:rename"]);
  expect(offered(folder, ...called, "rec")).toEqual(["recover"]);
});

/** What the other shells run to be asked what comes after a line; "" where nothing is installed by that name. */
const isInstalled = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

/** By a name of its own: it's no binary of a package. */
const FISH = "fish";

/** What fish offers after a line. */
function fishOffers(folder: string, line: string): string[] {
  const script = `${completionScripts.fish}\ncomplete -C ${JSON.stringify(line)}`;
  const { stdout } = spawnSync(FISH, ["--no-config", "-c", script], {
    cwd: join(repository, folder),
    encoding: "utf8",
  });
  return stdout.split("\n").flatMap((word) => word.split("\t")[0] || []);
}

/** What zsh's function adds for the words of a line, the last of which is being typed. */
function zshOffers(folder: string, ...words: string[]): string[] {
  // Completion itself needs a terminal: its functions are replaced by what they are called with.
  const script = `compdef() { : }
compadd() { for word; do [[ $word == -- ]] || print -r -- $word; done }
${completionScripts.zsh}
words=("$@"); CURRENT=$#; _pitstop`;
  const { stdout, stderr } = spawnSync("zsh", ["-f", "-c", script, "zsh", ...words], {
    cwd: join(repository, folder),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

// Debian's packages are called zsh and fish. Without them, these are shown as skipped.
test.runIf(isInstalled(FISH))("fish completes commands in any folder, and names after them", () => {
  const line = "npx -y pnpm pitstop attribute:re";
  expect(fishOffers("packages/api/src", line)).toEqual(["attribute:remove", "attribute:rename"]);
  expect(fishOffers(".", "pnpm pitstop attribute:rename ca")).toEqual(["car", "category"]);
});

test.runIf(isInstalled("zsh"))("zsh completes commands in any folder, and names after them", () => {
  const line = ["npx", "-y", "pnpm", "pitstop", "attribute:re"];
  expect(zshOffers("packages/api/src", ...line)).toContain("attribute:rename");
  expect(zshOffers(".", "pnpm", "pitstop", "attribute:rename", "ca")).toEqual(["car", "category"]);
  expect(zshOffers(".", "pnpm", "pit")).toEqual(["pitstop"]);
});

test("bash completes the tool's own name after pnpm", () => {
  expect(offered(".", "pnpm", "pit")).toEqual(["pitstop"]);
  expect(offered(".", "pnpm", "inst")).toEqual([]);
});

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { project } from "../test/command/project.ts";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly shell: string;
  readonly "working-directory": string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

const action: Action = parse(readFileSync(join(import.meta.dirname, "../action.yml"), "utf8"));
const main = join(import.meta.dirname, "main.ts");
const hasBash = spawnSync("bash", ["--version"]).status === 0;

/** Runs the step as GitHub does, with an npx that runs this linter instead of a published one. */
function runAction(folder: string, given: Readonly<Record<string, string>>) {
  const [step] = action.runs.steps;
  if (step === undefined) throw new Error("The action has no step.");
  const filled = (text: string) =>
    text.replace(
      /\$\{\{ inputs\.(\w+) \}\}/g,
      (_, name: string) => given[name] ?? action.inputs[name]?.default ?? "",
    );
  const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, filled(value)]));
  return spawnSync("bash", ["-e", "-o", "pipefail", "-c", step.run], {
    cwd: join(folder, filled(step["working-directory"])),
    encoding: "utf8",
    env: {
      ...process.env,
      ...env,
      PATH: `${folder}/bin${delimiter}${process.env.PATH}`,
      GITHUB_WORKSPACE: folder,
    },
  });
}

const drop = "alter table cars drop column color;\n";
const npx = `#!/usr/bin/env bash\n[ "$1 $2" = "--yes @pitstop/lint@latest" ] || exit 99\nexec '${process.execPath}' '${main}' "\${@:3}"\n`;

it("is a composite action whose inputs are described", () => {
  expect(action.runs).toMatchObject({ using: "composite", steps: [{ shell: "bash" }] });
  for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/^[A-Z].*\.$/);
});

it.runIf(hasBash)("annotates what its inputs name, relative to the checkout", () => {
  const { folder } = project({ "bin/npx": npx, "api/a b.sql": drop, "api/c.sql": drop, "d.sql": drop });
  execFileSync("chmod", ["+x", join(folder, "bin/npx")]);
  const named = runAction(folder, { folder: "api", paths: "a b.sql\nc*.sql\n" });
  expect(named.stdout.match(/file=[^,]*/g)).toEqual(["file=api/a b.sql", "file=api/c.sql"]);
  expect(named.status).toBe(1);
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...words], {
      cwd: folder,
    });
  git("init", "--quiet");
  git("add", "api");
  git("commit", "--quiet", "--message", "first");
  expect(runAction(folder, { since: "HEAD" }).stdout.match(/file=[^,]*/g)).toEqual(["file=d.sql"]);
  expect(runAction(folder, { since: "nowhere" }).status).toBe(2);
});

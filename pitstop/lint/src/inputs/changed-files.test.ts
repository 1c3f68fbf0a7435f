import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { project } from "../../test/command/project.ts";

const drop = (column: string) => `alter table cars drop column "${column}";\n`;

/** A branch with one migration on main, and main gone on since. */
function repository() {
  const made = project({
    "db/1_one.sql": drop("one"),
    "db/2 zwei ü.sql": drop("two"),
    "db/3_three.sql": drop("three"),
  });
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...words], {
      cwd: made.folder,
      stdio: "pipe",
    });
  const commit = () => {
    git("add", ".");
    git("commit", "--quiet", "--message", "change");
  };
  git("init", "--quiet", "--initial-branch", "main");
  commit();
  git("checkout", "--quiet", "-b", "feature");
  return { ...made, git, commit };
}

const rules = (findings: readonly string[]) => findings.map((finding) => finding.replace(/:.*/, ""));

describe("--since lints what the branch added or changed", () => {
  it("committed, staged, edited and untracked", async () => {
    const { write, commit, git, findings } = repository();
    write({ "db/4_committed.sql": drop("a") });
    commit();
    write({ "db/5_staged.sql": drop("b"), "db/2 zwei ü.sql": drop("edited") });
    git("add", "db/5_staged.sql");
    write({ "db/6_untracked.sql": drop("c") });
    const changed = ["db/2 zwei ü.sql", "db/4_committed.sql", "db/5_staged.sql", "db/6_untracked.sql"];
    expect(rules(await findings("db", "--since", "main"))).toEqual(changed);
    expect(rules(await findings("--since", "main"))).toEqual(changed);
    expect(rules(await findings("db/*.sql", "db/1_one.sql", "--since", "main"))).toEqual(changed);
  });

  it("and not what main got in the meantime", async () => {
    const { write, commit, git, findings } = repository();
    write({ "db/4_mine.sql": drop("mine") });
    commit();
    git("checkout", "--quiet", "main");
    write({ "db/1_one.sql": drop("theirs") });
    commit();
    git("checkout", "--quiet", "feature");
    expect(rules(await findings("db", "--since", "main"))).toEqual(["db/4_mine.sql"]);
  });

  it("a renamed file too, and no deleted one", async () => {
    const { folder, findings } = repository();
    renameSync(join(folder, "db/3_three.sql"), join(folder, "db/4_three.sql"));
    rmSync(join(folder, "db/1_one.sql"));
    expect(rules(await findings("db", "--since", "main"))).toEqual(["db/4_three.sql"]);
  });

  it("with what unchanged migrations created", async () => {
    const { write, commit, git, findings } = repository();
    git("checkout", "--quiet", "main");
    write({ "db/4_name.sql": "create table owners (name varchar(20));" });
    commit();
    git("checkout", "--quiet", "-B", "feature");
    write({ "db/5_wider.sql": "alter table owners alter column name type varchar(50);" });
    expect(await findings("db", "--since", "main")).toEqual([]);
  });

  it("and says so where nothing changed", async () => {
    const { exitCode, stdout } = await repository().lint("db", "--since", "HEAD");
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "No migration was added or changed since HEAD.\n",
    });
  });

  it("in a folder of the repository", async () => {
    const { write, findings } = repository();
    write({ "db/4_new.sql": drop("new"), "package/pitstop-lint.json": '{ "paths": ["../db"] }' });
    expect(rules(await findings("--config", "package/pitstop-lint.json", "--since", "main"))).toEqual([
      "db/4_new.sql",
    ]);
  });
});

describe("--since ends with 2", () => {
  it.each([
    ["an unknown revision", "nowhere", "LINT_REVISION_UNKNOWN"],
    ["a revision that looks like an option", "--output=x", "LINT_REVISION_UNKNOWN"],
    ["an empty revision", "", "LINT_REVISION_UNKNOWN"],
  ])("for %s", async (_what, revision, code) => {
    const { exitCode, stderr } = await repository().lint("db", `--since=${revision}`);
    expect(stderr).toContain(code);
    expect(exitCode).toBe(2);
  });

  it("for a history that has nothing in common with HEAD", async () => {
    const { git, lint, write, commit } = repository();
    git("checkout", "--quiet", "--orphan", "other");
    write({ "db/9_other.sql": drop("other") });
    commit();
    const { exitCode, stderr } = await lint("db", "--since", "main");
    expect(stderr).toContain("have no commit in common");
    expect(exitCode).toBe(2);
  });

  it("outside a repository", async () => {
    const { exitCode, stderr, stdout } = await project({ "1_one.sql": drop("one") }).lint(
      ".",
      "--since",
      "main",
    );
    expect(stderr).toMatch(/LINT_GIT_UNUSABLE.*not a git repository/);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  });

  it("for a file outside the repository", async () => {
    const { folder } = project({ "9_other.sql": drop("other") });
    const { exitCode, stderr } = await repository().lint("db", `${folder}/9_other.sql`, "--since", "main");
    expect(stderr).toContain("9_other.sql is outside the repository");
    expect(exitCode).toBe(2);
  });

  it("in a repository without a commit", async () => {
    const { folder, lint } = project({ "1_one.sql": drop("one") });
    mkdirSync(join(folder, "sub"));
    execFileSync("git", ["init", "--quiet"], { cwd: folder });
    const { exitCode, stderr } = await lint(".", "--since", "HEAD");
    expect(stderr).toContain("LINT_REVISION_UNKNOWN");
    expect(exitCode).toBe(2);
  });
});

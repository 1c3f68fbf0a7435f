import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { carryOut } from "../../test/carry-out.ts";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { prepareCopy } from "../../test/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

let copy: PitstopCopy;
beforeAll(async () => {
  copy = await prepareCopy({ isRehearsed: false });
  git("init", "--quiet", "--initial-branch", "main");
  git("config", "user.name", "Anna");
  git("config", "user.email", "anna@example.com");
  commit("the application");
  await onBranch("prices", () =>
    carryOut(copy.root, ["attribute:add", { domain: "car", attributes: ["price:decimal:12,2"] }]),
  );
  await onBranch("seats", async () => {
    await carryOut(copy.root, ["attribute:add", { domain: "car", attributes: ["seats:integer"] }]);
  });
  // The branch of the seats is the current one, as the database has it.
  spawnSync("git", ["merge", "prices"], { cwd: copy.root });
});
afterAll(() => copy.remove());

const git = (...args: string[]): string => execFileSync("git", args, { cwd: copy.root, encoding: "utf8" });

function commit(subject: string): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", subject);
}

/** What one of two people does, who do not know of each other. */
async function onBranch(name: string, work: () => Promise<void>): Promise<void> {
  git("checkout", "--quiet", "-b", name, "main");
  await work();
  commit(name);
}

const snapshot = "packages/db/src/migrations/snapshot.json";
const textOf = (path: string): string => readFileSync(join(copy.root, path), "utf8");
const columnsOfSnapshot = (): string[] => {
  const { tables } = JSON.parse(textOf(snapshot)) as { tables: { name: string; columns: object }[] };
  return tables.flatMap(({ name, columns }) => (name === "cars" ? Object.keys(columns) : []));
};
const migrations = (): string[] =>
  git("ls-files", "packages/db/src/migrations")
    .split("\n")
    .filter((path) => /\/Migration\w+\.ts$/.test(path));

test("two branches that each added an attribute to one domain are merged", async () => {
  const conflicts = git("diff", "--name-only", "--diff-filter=U").trim().split("\n");
  expect(conflicts).toEqual(
    expect.arrayContaining(["packages/api/contract.json", "packages/types/src/car.ts"]),
  );

  const checked = await copy.pitstop("check", "--json");
  expect(checked.status).toBe(1);
  const { findings } = JSON.parse(checked.stdout) as {
    findings: { path: string; line: number; text: string }[];
  };
  expect(findings).toEqual(
    expect.arrayContaining([
      {
        path: "packages/types/src/car.ts",
        line: expect.any(Number),
        text: expect.stringContaining("pitstop merge"),
      },
    ]),
  );
  expect(new Set(findings.map(({ path }) => path))).toEqual(new Set(conflicts));
  const shown = await copy.pitstop("status");
  expect(shown).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/packages\/types\/src\/car\.ts:\d+ Unresolved/),
  });
  for (const words of [["attribute:add", "car", "doors:integer"], ["migrate"], ["undo"]]) {
    const refused = await copy.pitstop(...words);
    expect(refused.stderr).toMatch(/packages\/types\/src\/car\.ts:\d+[\s\S]*\(CONFLICT_MARKERS\)/);
    expect(refused.stderr).not.toMatch(/^ +at /m);
  }

  const merged = await copy.pitstop("merge", "--json");
  expect(merged).toMatchObject({ status: 0 });
  expect(JSON.parse(merged.stdout)).toMatchObject({ resolved: expect.arrayContaining(conflicts), ahead: [] });
  expect(git("diff", "--name-only", "--diff-filter=U")).toBe("");
  expect(git("diff", "--name-only")).toBe("");
  commit("both");
  expect(columnsOfSnapshot()).toEqual(expect.arrayContaining(["price", "seats"]));

  const before = migrations();
  const created = await copy.run("packages/db", "packages/db/src/scripts/mikro-orm.ts", ["migration:create"])
    .ended;
  expect(created.stdout + created.stderr).toContain("No changes required");
  const migrated = await copy.pitstop("migrate");
  expect(migrated).toMatchObject({ status: 0 });
  const checkedAgain = await copy.pitstop("check");
  expect(checkedAgain).toMatchObject({ status: 0 });
  expect(git("status", "--porcelain")).toBe("");
  expect(migrations()).toEqual(before);
  const adds = before.flatMap((path) => textOf(path).match(/add column "(price|seats)"/g) ?? []);
  expect(adds.sort()).toEqual(['add column "price"', 'add column "seats"']);
  expect(
    await copy.query("select count(price)::int, count(seats)::int, count(*)::int as cars from cars"),
  ).toMatchObject([{ cars: 30 }]);

  const again = await copy.pitstop("merge");
  expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing to do") });
});

test.runIf(isLong)(
  "a snapshot of one branch alone is told from entities that are ahead, and mended",
  async () => {
    const whole = textOf(snapshot);
    writeFileSync(join(copy.root, snapshot), git("show", `prices:${snapshot}`));
    const stale = await copy.pitstop("check");
    expect(stale.stdout).toContain(`${snapshot}:1 Differs from what the migrations make: run pitstop merge`);
    expect(stale.stdout).not.toContain("migration:create");
    expect(await copy.pitstop("merge")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`Rebuilt: ${snapshot}`),
    });
    expect(textOf(snapshot)).toBe(whole);
  },
);

test("what only a person can decide is named, and the rest waits for it", async () => {
  const types = "packages/types/src/car.ts";
  for (const [branch, label] of [
    ["one", "Brand"],
    ["two", "Model"],
  ] as const) {
    git("checkout", "--quiet", "-b", branch, "main");
    writeFileSync(join(copy.root, types), textOf(types).replace('label: "Name"', `label: "${label}"`));
    commit(branch);
  }
  spawnSync("git", ["merge", "one"], { cwd: copy.root });
  const before = textOf(types);
  const { status, stderr } = await copy.pitstop("merge");
  expect(status).toBe(1);
  expect(stderr).toMatch(/packages\/types\/src\/car\.ts:\d+\n[\s\S]*\(CONFLICTS_LEFT\)/);
  expect(textOf(types)).toBe(before);
});

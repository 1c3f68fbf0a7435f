import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "@pitstop/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, carryOut } from "../../test/carry-out.ts";
import { today } from "../../test/copy-workspace.ts";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { prepareCopy } from "../../test/prepared-copy.ts";
import { struckOut } from "../../test/struck-out.ts";
import { serve } from "../../test/versions/revision.ts";

const isLong = process.env.PITSTOP_LONG === "1";

let copy: PitstopCopy;
beforeAll(async () => {
  copy = await prepareCopy({ isRehearsed: false });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
});
afterAll(() => copy.remove());

const git = (...words: string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...words], {
    cwd: copy.root,
    encoding: "utf8",
    stdio: "pipe",
  });

/** Carries an operation out in the files and the database. */
async function done(...command: Command): Promise<void> {
  await carryOut(copy.root, command);
  expect(await copy.pitstop("migrate")).toMatchObject({ status: 0 });
}

test("a removal that nobody was told of is stopped where clients of a revision must not break", async () => {
  expect(await copy.pitstop("check", "--against", "main")).toMatchObject({ status: 0, stdout: "" });
  expect(await copy.pitstop("attribute:remove", "car", "color")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/attribute:deprecate car color.*CONFIRMATION_NEEDED/s),
  });
  await carryOut(copy.root, ["attribute:remove", { domain: "car", attribute: "color" }]);
  // Until it is purged, older clients notice nothing.
  expect(await brokenBy("main")).toEqual([]);
  await carryOut(copy.root, ["purge", {}]);
  expect(await brokenBy("main")).toContainEqual(
    expect.stringMatching(/^Breaks clients of main: car\.byId: .*color.*never deprecated/),
  );
  git("reset", "--quiet", "--hard");
  git("clean", "--quiet", "--force", "-d");
});

/** What `check` finds of clients of a revision; that migrations are pending is no part of it. */
async function brokenBy(revision: string): Promise<string[]> {
  const { stdout } = await copy.pitstop("check", "--against", revision, "--json");
  const { findings } = JSON.parse(stdout) as { findings: { text: string }[] };
  return findings.map(({ text }) => text).filter((text) => !text.startsWith("Pending"));
}

test.runIf(isLong)("a domain is announced by one command, and undo takes it back", async () => {
  const before = copy.tree();
  const words = ["domain:deprecate", "category", "--sunset", "2099-01-01"];
  const done = await copy.pitstop(...words, "--without", "tests", "--json");
  expect(done).toMatchObject({ status: 0 });
  expect(JSON.parse(done.stdout)).toMatchObject({
    operation: words.join(" "),
    effects: [
      {
        level: "safe",
        text: "Every procedure of `category` is deprecated and can be removed from 2099-01-01 on.",
      },
    ],
  });
  expect(await copy.pitstop("undo", "--yes")).toMatchObject({ status: 0 });
  expect(copy.tree()).toEqual(before);
});

test.runIf(isLong)(
  "what was announced says so in answers and in the status, and may go when its day has come",
  async () => {
    const day = today;
    await carryOut(
      copy.root,
      ["domain:deprecate", { domain: "category", sunset: day }],
      ["relation:deprecate", { domain: "car", relation: "category", sunset: day }],
    );
    await done("attribute:deprecate", { domain: "car", attribute: "color", sunset: day });
    expect(await copy.pitstop("check", "--against", "main")).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(join(copy.root, "packages/types/src/car.ts"), "utf8")).toContain(
      `/** @deprecated It may be gone from ${day} on. */`,
    );
    expect(
      struckOut(
        copy.root,
        "(await pitstop.car.byId.query({ id: 1 })).color",
        "(await pitstop.car.list.query()).items[0]?.color",
        "(await pitstop.car.byId.query({ id: 1 })).category",
        "await pitstop.category.byId.query({ id: 1 })",
      ),
    ).toEqual(["color", "color", "category", "category"]);
    const { answers, shown } = await called("/api/v1/cars?color.contains=c", "/api/v1/categories/1");
    const [answer, ofDomain] = answers as [Response, Response];
    expect(answer.headers.get("deprecation")).toBe(`@${Date.parse(day) / 1000}`);
    expect(answer.headers.get("sunset")).toBe(new Date(day).toUTCString());
    expect(answer.headers.get("x-pitstop-deprecated")).toBe("car.category, car.color");
    expect(ofDomain.headers.get("sunset")).toBe(new Date(day).toUTCString());
    expect(ofDomain.headers.get("x-pitstop-deprecated")).toBe("category");
    expect(shown).toMatch(
      new RegExp(`Deprecated until ${day}: category\n  called by shop@2: 1 call, last \\d{4}-`),
    );
    expect(shown).toContain(`Deprecated until ${day}: car.category`);
    expect(shown).toContain(`Deprecated until ${day}: car.color`);
    expect(shown).toMatch(/sent by shop@2: 1 call, last \d{4}-/);
    expect(shown).toMatch(/received by shop@2: 1 call/);
    git("commit", "--quiet", "--all", "-m", "announced");
    git("tag", "announced");
    await done("attribute:remove", { domain: "car", attribute: "color" });
    expect(await copy.pitstop("check", "--against", "announced")).toMatchObject({ status: 0, stdout: "" });
    git("commit", "--quiet", "--all", "-m", "removed");
    git("tag", "removed");
    await done("purge", {});
    for (const revision of ["announced", "removed"]) {
      expect(await copy.pitstop("check", "--against", revision)).toMatchObject({ status: 0, stdout: "" });
    }
  },
);

// undo.test.ts renames and purges one in the short form too.
test.runIf(isLong)("a required attribute may be renamed, and its former name purged later", async () => {
  git("commit", "--quiet", "--all", "-m", "purged");
  git("tag", "named");
  await done("attribute:rename", { domain: "car", attribute: "name", to: "model" });
  expect(await copy.pitstop("check", "--against", "named")).toMatchObject({ status: 0, stdout: "" });
  git("add", ".");
  git("commit", "--quiet", "-m", "renamed");
  git("tag", "renamed");
  await done("purge", {});
  expect(await copy.pitstop("check", "--against", "renamed")).toMatchObject({ status: 0, stdout: "" });
  expect(await copy.pitstop("check", "--against", "named")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("Breaks clients of named"),
  });
});

/** Calls of a client build, their answers, and the status once the server has closed. */
async function called(...paths: string[]): Promise<{ answers: Response[]; shown: string }> {
  const postgres = await startPostgres({ folder: copy.data });
  const server = await serve(copy, postgres.url.replace(/\/[^/]*$/, "/pitstop"));
  const answers: Response[] = [];
  for (const path of paths)
    answers.push(await fetch(server.url + path, { headers: { "x-pitstop-client": "shop@2" } }));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  await server.stop();
  const { stdout } = await copy.pitstop("status");
  await postgres.stop();
  return { answers, shown: stdout };
}

test("a revision that is not there is told", async () => {
  expect(await copy.pitstop("check", "--against", "nowhere", "--json")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("CONTRACT_REVISION_UNKNOWN"),
  });
});

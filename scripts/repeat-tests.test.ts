import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readOutcome, renderRuns, repeatTests } from "./repeat-tests.ts";

const folder = mkdtempSync(join(tmpdir(), "pitstop-repeated-"));
const [repository, logs] = [join(folder, "repository"), join(folder, "logs")];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A repository whose test command writes down where it ran, and fails every second time. */
beforeAll(() => {
  for (const path of [repository, logs]) mkdirSync(path);
  const git = (...command: string[]) => execFileSync("git", command, { cwd: repository });
  git("init", "--quiet");
  writeFileSync(
    join(repository, "test.js"),
    `const fs = require("node:fs");
     console.log(JSON.stringify({ cwd: process.cwd(), home: fs.readdirSync(process.env.HOME), left: fs.existsSync("left") }));
     fs.writeFileSync("left", "");
     const runs = fs.readdirSync(${JSON.stringify(logs)}).length;
     console.log("package:test:       Tests  " + (runs % 2 ? "3 passed (3)" : "1 failed | 2 passed (3)"));
     if (runs % 2 === 0) { console.log(" FAIL  src/car.test.ts > a car drives"); process.exit(1); }`,
  );
  git("add", ".");
  git(
    "-c",
    "user.name=a",
    "-c",
    "user.email=a@example.org",
    "commit",
    "--quiet",
    "-m",
    "test: fails now and then",
  );
});

test("each run has a clone and a home of its own, and a failed one is told by its tests", async () => {
  const runs = await repeatTests({ repository, command: "node test.js", runs: 3, busy: 1, logs });
  expect(runs).toMatchObject([
    { number: 1, isGreen: true, passed: 3, failed: 0, failures: [] },
    { number: 2, isGreen: false, passed: 2, failed: 1, failures: ["src/car.test.ts > a car drives"] },
    { number: 3, isGreen: true, passed: 3, failed: 0, failures: [] },
  ]);
  const seen = readdirSync(logs).map((name) =>
    JSON.parse(readFileSync(join(logs, name), "utf8").split("\n")[0] ?? ""),
  );
  expect(new Set(seen.map(({ cwd }) => cwd)).size).toBe(3);
  for (const { cwd, home, left } of seen) {
    expect({ home, left }).toEqual({ home: [], left: false });
    expect(existsSync(cwd)).toBe(false);
  }
});

test("the counts of all packages are summed up, colors or not", () => {
  const log = [
    "cli:test: \u001b[2m      Tests \u001b[22m \u001b[31m2 failed\u001b[39m | \u001b[32m41 passed\u001b[39m | 3 skipped (46)",
    "db:test:       Tests  7 passed (7)",
    " FAIL  src/a.test.ts > a > b",
    " FAIL  src/a.test.ts > a > b",
  ].join("\n");
  expect(readOutcome(log)).toEqual({ passed: 48, failed: 2, failures: ["src/a.test.ts > a > b"] });
});

test("the table has a line for each run, and names what failed", () => {
  const run = { number: 1, isGreen: false, seconds: 61, passed: 2, failed: 1, failures: ["a > b"] };
  expect(
    renderRuns([run])
      .split("\n")
      .map((line) => line.trim().split(/\s{2,}/)),
  ).toEqual([
    ["run", "result", "seconds", "passed", "failed"],
    ["1", "FAIL", "61", "2", "1"],
    ["run 1: a > b"],
  ]);
});

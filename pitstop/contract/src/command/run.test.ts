import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { contract, object, TODAY } from "../../test/findings.ts";
import type { Contract } from "../contract.ts";
import { writeContract } from "../write-contract.ts";
import { type ContractCommand, runContract } from "./run.ts";

const CONTRACT = "packages/api/contract.json";
const MIGRATION = "migrations/Migration2.ts";
const before = contract({ "car.byId": { output: object({ "color!": { type: "string" } }) } });
const broken = contract({ "car.byId": { output: object({}) } });
const risky = contract({ "car.byId": { ...before.procedures["car.byId"], errors: ["TEAPOT"] } });

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pitstop-contract-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const git = (...words: string[]): string =>
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", ...words], {
    cwd: root,
    encoding: "utf8",
    stdio: "pipe",
  });

function save(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A repository whose last commit has this contract. */
function commit(committed: Contract): void {
  git("init", "--quiet", "--initial-branch=main");
  save(CONTRACT, writeContract(committed));
  save("migrations/Migration1.ts", 'alter table "cars" add "color" text;');
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
}

const run = (words: string[], current: Contract, more: Partial<ContractCommand> = {}) =>
  runContract(words, {
    current,
    root,
    path: CONTRACT,
    folder: root,
    derived: [],
    migrations: { folder: "migrations", texts: [] },
    tables: { table: (domain) => `${domain}s`, columns: (attribute) => [attribute] },
    today: TODAY,
    ...more,
  });

const errorOf = async (words: string[]) => {
  const { exitCode, stdout } = await run([...words, "--json"], before);
  return {
    exitCode,
    ...(JSON.parse(stdout) as { error: { code: string; message: string; hint: string } }).error,
  };
};

describe("since a revision", () => {
  test("the last commit is what the working tree is compared with", async () => {
    commit(before);
    expect(await run([], before)).toMatchObject({ exitCode: 0, stderr: "" });
    const { exitCode, stdout } = await run([], broken);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("output-field-removed");
  });

  test("any other one is, where it is named; the file on the disk is not asked", async () => {
    commit(before);
    git("tag", "v1");
    save(CONTRACT, writeContract(broken));
    git("commit", "--quiet", "--all", "-m", "second");
    expect((await run(["--against", "v1"], broken)).exitCode).toBe(1);
    expect((await run(["--against", "HEAD"], broken)).exitCode).toBe(0);
  });

  test("the migration named is one that the revision does not have", async () => {
    commit(before);
    const sql = 'alter table "cars" drop column "color";';
    const texts = [1, 2, 3].map((number) => ({
      name: `Migration${number}`,
      path: `migrations/Migration${number}.ts`,
      text: number === 3 ? "alter table boats add mast int;" : sql,
    }));
    const { stdout } = await run(["--json"], broken, { migrations: { folder: "migrations", texts } });
    expect((JSON.parse(stdout) as { findings: object[] }).findings[0]).toMatchObject({
      migration: MIGRATION,
    });
  });

  test.each(["nowhere", "--oops", "HEAD:x", "a b"])(
    "a revision that is none (%s) is told, and no option of git's",
    async (revision) => {
      commit(before);
      const { exitCode, code } = await errorOf([`--against=${revision}`]);
      expect(["CONTRACT_REVISION_UNKNOWN", "CONTRACT_USAGE"]).toContain(code);
      expect(exitCode).toBe(code === "CONTRACT_USAGE" ? 2 : 1);
    },
  );

  test("a revision before the first contract is told with what to do", async () => {
    commit(before);
    git("rm", "--quiet", CONTRACT);
    git("commit", "--quiet", "-m", "without");
    const { code, message, hint } = await errorOf([]);
    expect(code).toBe("CONTRACT_NOT_IN_REVISION");
    expect(message).toContain(CONTRACT);
    expect(hint).toContain("--write");
  });

  test("a folder that is no repository has no revisions", async () => {
    expect(await errorOf([])).toMatchObject({ exitCode: 1, code: "CONTRACT_REVISION_UNKNOWN" });
  });
});

describe("since a file", () => {
  test("it is found from the folder that the person stands in", async () => {
    save("elsewhere/old.json", writeContract(before));
    const folder = join(root, "elsewhere");
    expect((await run(["--file", "old.json"], broken, { folder })).exitCode).toBe(1);
  });

  test("one that is not there, or no contract, is told by name", async () => {
    expect(await errorOf(["--file", "none.json"])).toMatchObject({
      exitCode: 1,
      code: "CONTRACT_FILE_MISSING",
    });
    save("package.json", "{}");
    expect(await errorOf(["--file", "package.json"])).toMatchObject({ code: "CONTRACT_INVALID" });
    save("later.json", JSON.stringify({ ...before, pitstopContract: 9 }));
    expect(await errorOf(["--file", "later.json"])).toMatchObject({ code: "CONTRACT_OTHER_FORMAT" });
  });
});

describe("since a running server", () => {
  test.each(["", "/", "/contract"])("its address may end in %j", async (end) => {
    const url = await serve(200, writeContract(before));
    expect((await run(["--url", url + end], broken)).exitCode).toBe(1);
    expect((await run(["--url", url + end], before)).exitCode).toBe(0);
  });

  test("a page in its place is no contract, another answer is refused, and no answer is told", async () => {
    expect(await errorOf(["--url", await serve(200, "<html>")])).toMatchObject({ code: "CONTRACT_INVALID" });
    expect(await errorOf(["--url", await serve(404, "")])).toMatchObject({ code: "CONTRACT_SERVER_REFUSED" });
    const url = await serve(200, "", true);
    const { exitCode, code, message } = await errorOf(["--url", url]);
    expect([exitCode, code]).toEqual([1, "CONTRACT_SERVER_UNREACHABLE"]);
    expect(message).toContain(`${url}/contract`);
  });
});

/** A server with one answer at /contract; gives its address, at which nobody listens any more where it is closed. */
async function serve(status: number, body: string, isClosed = false): Promise<string> {
  const server: Server = createServer((request, response) => {
    response.writeHead(request.url === "/contract" ? status : 500).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has a port.");
  const close = () => new Promise((resolve) => server.close(resolve));
  if (isClosed) await close();
  else onTestFinished(async () => void (await close()));
  return `http://127.0.0.1:${address.port}`;
}

describe("the command line", () => {
  test("a risky change ends with 0, and with 1 where --strict stands", async () => {
    commit(before);
    expect((await run([], risky)).exitCode).toBe(0);
    expect((await run(["--strict"], risky)).exitCode).toBe(1);
  });

  test("--markdown is for a pull request", async () => {
    commit(before);
    expect((await run(["--markdown"], broken)).stdout).toMatch(/^## API contract\n/);
  });

  test("--write writes the file, and the working tree then agrees with it", async () => {
    save(CONTRACT, "old");
    expect(await run(["--write"], broken)).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `Written: ${CONTRACT}\n`,
    });
    expect(readFileSync(join(root, CONTRACT), "utf8")).toBe(writeContract(broken));
  });

  test("--write writes what follows from it too, and --check looks at it", async () => {
    const derived = [{ path: "version.json", text: "2" }];
    save(CONTRACT, "old");
    expect(await run(["--write"], broken, { derived })).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(root, "version.json"), "utf8")).toBe("2");
    expect(await run(["--check"], broken, { derived })).toMatchObject({ exitCode: 0 });
    save("version.json", "1");
    expect(await run(["--check"], broken, { derived })).toMatchObject({ exitCode: 1 });
  });

  test("--check says whether the file is that of the working tree", async () => {
    save(CONTRACT, writeContract(before));
    expect(await run(["--check"], before)).toMatchObject({
      exitCode: 0,
      stderr: `${CONTRACT} is up to date.\n`,
    });
    expect(await run(["--check"], broken)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("pitstop contract --write"),
    });
    const { stdout } = await run(["--check", "--json"], broken);
    expect(JSON.parse(stdout)).toEqual({ path: CONTRACT, isUpToDate: false });
  });

  test("a file that cannot be written is told", async () => {
    const { exitCode, stderr } = await run(["--write"], before, { path: "none/contract.json" });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("CONTRACT_FILE_NOT_WRITABLE");
  });

  test.each([
    [["--against", "main", "--file", "x"]],
    [["--json", "--markdown"]],
    [["--write", "--strict"]],
    [["--write", "--check"]],
    [["--write", "--url", "http://x"]],
    [["--url", "localhost:3000"]],
    [["--against", ""]],
    [["--what"]],
    [["extra"]],
  ])("%j cannot be understood: 2, and where the options are", async (words) => {
    const { exitCode, stdout, stderr } = await run(words, before);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toContain("pitstop contract --help");
  });

  test("--help says how it is used", async () => {
    expect(await run(["--help"], before)).toMatchObject({
      exitCode: 0,
      stderr: "",
      stdout: expect.stringContaining("--against <revision>"),
    });
  });
});

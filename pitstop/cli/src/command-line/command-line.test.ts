import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PitstopCopy } from "../../test/pitstop.ts";
import { runHere } from "../../test/run-here.ts";
import { operations } from "../operations/index.ts";

const isLong = process.env.PITSTOP_LONG === "1";

// Commands that write nothing, so that they share a copy.
let copy: PitstopCopy;
beforeAll(() => {
  copy = new PitstopCopy();
});
afterAll(() => copy.remove());

const own = [...operations.keys(), "undo", "continue", "recover", "check", "status", "merge"];
const handedThrough = ["migrate", "backup", "restore", "rehearse", "backfill", "lint", "contract", "docs"];

describe("the command line", () => {
  test("lists every command", async () => {
    const { status, stdout } = await copy.pitstop("--help");
    expect(status).toBe(0);
    for (const command of [...own, ...handedThrough]) expect(stdout).toContain(`  ${command} `);
  });

  test.each(own)("shows two examples of %s", async (name) => {
    const { status, stdout } = await runHere(copy.root, name, "--help");
    expect(status).toBe(0);
    expect(stdout.match(new RegExp(`^  .*\\bpitstop ${name}\\b`, "gm"))?.length).toBeGreaterThanOrEqual(2);
  });

  // Each is a process of a package that tests its own help: in the short form, one of each package.
  const asked = isLong ? handedThrough : ["migrate", "lint", "contract"];
  test.each(asked)("hands the question for help on to %s, which shows two examples", async (name) => {
    const { status, stdout } = await copy.pitstop(name, "--help");
    expect(status).toBe(0);
    expect(
      stdout.split("Examples:")[1]?.match(/^ {2}\S*.*\b(pnpm|pitstop|pitstop-lint) /gm)?.length,
    ).toBeGreaterThanOrEqual(2);
  });

  test.each([
    [[], "pitstop"],
    [["atribute:add", "car"], "Did you mean attribute:add?"],
    [["attribute:add"], "<domain> is missing"],
    [["attribute:add", "car"], "<attributes> is missing"],
    [["attribute:add", "boat", "hull:string"], "NO_DOMAIN"],
    [["attribute:add", "car", "hull:strang"], "BAD_TYPE"],
    [["attribute:add", "car", "name:string"], "already"],
    [["attribute:add", "car", "toString:string"], "toString"],
    [["attribute:add", "car", "price:decimal", "--colour"], "Unknown option '--colour'."],
    [
      ["attribute:add", "car", "price:decimal", "--dry-rn"],
      "(Did you mean --dry-run?) `pitstop attribute:add --help`",
    ],
    [["check", "everything"], "Too many arguments for 'check'"],
    [["attribute:remove", "car", "wheels"], "wheels"],
    [["relation:add", "car", "category", "--on-delete", "explode"], "on-delete"],
    [["domain:create"], "is missing"],
    [["completion", "tcsh"], "bash, zsh, fish"],
  ])("answers %j with exit 2 and what to do", async (words, sentence) => {
    const { status, stdout, stderr } = await runHere(copy.root, ...words);
    expect(`${stdout}${stderr}`).toContain(sentence);
    expect(stderr).not.toMatch(/at .*\.ts:\d+/);
    expect(status).toBe(2);
  });

  test("is a program that ends with this exit code", async () => {
    expect(await copy.pitstop("atribute:add", "car")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Did you mean attribute:add?"),
    });
  });

  test("asks nothing without a terminal: what destroys needs --yes", async () => {
    const { status, stderr } = await copy.pitstop("attribute:remove", "car", "color", "--now");
    expect(stderr).toContain("--yes");
    expect(status).toBe(2);
  });

  test.each([
    [["attribute:add", "boat", "hull:string"], "NO_DOMAIN"],
    [["status", "--loud"], "COMMAND_LINE"],
  ])("tells the error of %j in JSON too, and nothing else on stdout", async (words, code) => {
    const { status, stdout } = await runHere(copy.root, ...words, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ error: { code, hint: expect.any(String) } });
    expect(status).toBe(2);
  });
});

describe("--dry-run", () => {
  test("shows each file's change, the SQL with its locks, the phases and what clients notice, and writes nothing", async () => {
    const before = copy.tree();
    const { status, stdout, stderr } = await copy.pitstop(
      "attribute:add",
      "car",
      "price:decimal:12,2!=0",
      "--dry-run",
    );
    expect(status).toBe(0);
    expect(stdout).toContain('+    price: p.decimal("string").precision(12).scale(2).default("0"),');
    expect(stdout).toContain('alter table "cars" add column "price" numeric(12,2) not null default \'0\';');
    expect(stdout).toContain("Lock: ACCESS EXCLUSIVE on cars.");
    expect(stdout).toContain("expand, deploy 1");
    expect(stdout).toMatch(/safe +car: `price` is new in the answer/);
    expect(stdout).not.toMatch(/^(breaking|risky)/m);
    expect(stderr).toBe("");
    expect(copy.tree()).toEqual(before);
  });

  test("plans a whole new domain without a file of it on the disk", async () => {
    const { stdout } = await copy.pitstop("domain:create", "boat", "name:string:80!", "--dry-run");
    expect(stdout).toContain('create table "boats"');
  });

  test("gives the plan as a value", async () => {
    const { stdout } = await copy.pitstop(
      "relation:add",
      "car",
      "category",
      "--name",
      "second",
      "--dry-run",
      "--json",
    );
    const { plan, effects } = JSON.parse(stdout);
    expect(plan).toMatchObject({ schema: "derived" });
    expect(effects).toContainEqual(expect.objectContaining({ level: "safe", domain: "car" }));
    expect(plan.edits.map(({ path }: { path: string }) => path)).toContain("packages/db/src/entities/car.ts");
    expect(plan.migrations.length).toBeGreaterThan(2);
  });
});

describe("what is handed through to the API", () => {
  test("docs gives the document that the server has at /openapi.json", async () => {
    const { status, stdout } = await copy.pitstop("docs", "--server", "https://cars.example.org");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      openapi: expect.stringMatching(/^3\.1/),
      servers: [{ url: "https://cars.example.org" }],
      paths: { "/api/v1/cars": { post: expect.any(Object) } },
    });
    expect(await copy.pitstop("docs", "--what")).toMatchObject({ status: 2 });
  });

  test("contract compares with a file, and is told what it cannot read", async () => {
    const file = join(copy.root, "packages/api/contract.json");
    expect(await copy.pitstop("contract", "--file", file)).toMatchObject({ status: 0, stderr: "" });
    expect(await copy.pitstop("contract", "--file", "nowhere.json", "--json")).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("CONTRACT_FILE_MISSING"),
    });
  });
});

describe("completion", () => {
  test.each(["bash", "zsh", "fish"])("is there for %s", async (shell) => {
    const { status, stdout } = await runHere(copy.root, "completion", shell);
    expect(status).toBe(0);
    expect(stdout).toMatch(/pitstop"? __complete/);
  });

  test("knows commands, domains and attributes", async () => {
    const words = async (...given: string[]) =>
      (await runHere(copy.root, "__complete", ...given)).stdout.trim().split("\n");
    expect(await words()).toEqual(expect.arrayContaining(["attribute:add", "check", "undo"]));
    expect(await words("attribute:rename")).toEqual(["car", "category"]);
    expect(await words("attribute:rename", "category")).toEqual(["name", "description"]);
  });
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startPostgres, temporaryFolder } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { migrationNames } from "../index.ts";

const isLong = process.env.PITSTOP_LONG === "1";

const { path: folder, remove } = temporaryFolder();
const [data, backups] = [join(folder, "data"), join(folder, "backups")];
afterAll(remove);

/** How pnpm runs a script, where nobody is at a terminal. */
function invocation(script: string, args: readonly string[], environment: Record<string, string>) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const options = {
    cwd: join(import.meta.dirname, "../.."),
    env: {
      ...inherited,
      NODE_ENV: "development",
      PITSTOP_DATA: data,
      PITSTOP_BACKUPS: backups,
      INIT_CWD: folder,
      ...environment,
    },
  };
  return { options, args: [join(import.meta.dirname, `${script}.ts`), ...args] };
}

function run(script: string, args: readonly string[], environment: Record<string, string> = {}) {
  const { options, args: all } = invocation(script, args, environment);
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { ...options, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** A script that is still at work. */
function started(script: string, args: readonly string[]) {
  const { options, args: all } = invocation(script, args, {});
  const child = spawn(process.execPath, all, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  return { child, output: () => text };
}

async function query(statement: string): Promise<Record<string, unknown>[]> {
  const server = await startPostgres({ folder: data });
  const client = new pg.Client(server.urlOf("pitstop"));
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
    await server.stop();
  }
}

// Each starts a process of its own. How arguments are read is the migrator's matter, and tested with it: the short form
// asks every script once.
const sample = <Case>(cases: readonly Case[], ...short: number[]): Case[] =>
  cases.filter((_case, index) => isLong || short.includes(index));

describe("a command", () => {
  test.each(sample(["backup", "restore", "rehearse", "backfill"], 0))(
    "%s says what it does, with two examples",
    (name) => {
      const { status, stdout } = run(name, ["--help"]);
      expect(status).toBe(0);
      expect(stdout).toMatch(new RegExp(`^Usage: pnpm --filter db ${name}`));
      const [, examples = ""] = stdout.split("Examples:");
      expect(examples.match(new RegExp(`pnpm --filter db ${name}`, "g"))).toHaveLength(2);
    },
  );

  const wrongArguments: [string, string[], string][] = [
    ["backup", ["--lst"], "--list, --verify, --json"],
    ["restore", [], "backup --list"],
    ["rehearse", ["--sample", "many"], "--sample 1000"],
    ["backfill", ["--table", "boats"], "--set"],
    ["mikro-orm", ["migration:up", "--without", "backups"], "lint, backup, rehearsal, verification"],
    ["backup", ["--verify"], "--list"],
    ["backup", ["--json=yes"], "--json"],
    ["backup", ["now"], "Usage: pnpm --filter db backup"],
    ["restore", ["one", "two"], "restore [options] [backup]"],
    ["rehearse", ["--sample"], "--sample <n>"],
    ["backfill", [], "--table TABLE"],
    ["backfill", ["--table", "boats", "--set", "color = 'red'"], "--where"],
    ["mikro-orm", ["migration:up", "--nope"], "--help"],
  ];
  test.each(sample(wrongArguments, 0, 1, 2, 3, 4))(
    "%s %j ends with 2 and the flag that answers",
    (name, args, answer) => {
      const { status, stderr, stdout } = run(name, args);
      expect(status).toBe(2);
      expect(stderr).toContain(answer);
      expect(stderr + stdout).not.toMatch(/^ +at /m);
    },
  );

  const unreachable: [string, string[]][] = [
    ["backup", []],
    ["rehearse", []],
    ["backfill", ["--table", "boats", "--set", "color = 'red'", "--where", "color is null"]],
    ["mikro-orm", ["migration:up"]],
  ];
  test.each(sample(unreachable, 0, 3))(
    "%s says that a server cannot be reached, without a stack trace",
    (name, args) => {
      const { status, stderr } = run(name, args, { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nowhere" });
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /ECONNREFUSED.*\n.*\((DATABASE_UNREACHABLE|MIGRATION_CONNECTION_LOST|BACKUP_CONNECTION_LOST)\)/,
      );
      expect(stderr).not.toMatch(/^ +at /m);
    },
  );
});

describe("on the embedded server", () => {
  beforeAll(async () => {
    expect(run("mikro-orm", ["migration:up"]).stderr).toMatch(/\d+ migrations? up on pitstop/);
    await query(
      `create table made_up_boats (id bigint generated always as identity primary key, name text, color text);
       insert into made_up_boats (name) select 'Boat ' || n from generate_series(1, 50) n`,
    );
  });

  const newest = () => readdirSync(backups).sort().at(-1) ?? "";

  test("a backup is made, listed, and restored by the command that a report names", async () => {
    expect(run("backup", [])).toMatchObject({ status: 0, stdout: expect.stringContaining(backups) });
    const name = newest();
    const [listed] = JSON.parse(run("backup", ["--list", "--json"]).stdout).backups;
    expect(listed).toMatchObject({
      name,
      database: "pitstop",
      migrations: migrationNames(),
      isWhole: null,
    });
    await query("delete from made_up_boats");
    const refused = run("restore", [name]);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("--yes") });
    expect(await query("select from made_up_boats")).toHaveLength(0);
    expect(run("restore", [name, "--yes"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Restored .+\nWhat was there before is kept in /),
    });
    expect(await query("select from made_up_boats")).toHaveLength(50);
  });

  test("a server in use is not replaced, and the message says who uses it", async () => {
    run("backup", []);
    const server = await startPostgres({ folder: data });
    const { status, stderr } = run("restore", [newest(), "--yes"]);
    await server.stop();
    expect(status).toBe(1);
    expect(stderr).toContain(`process ${process.pid}`);
    expect(stderr).toContain("POSTGRES_IN_USE");
  });

  test("a backup that is not there is answered with those that are, one that was altered is refused", () => {
    run("backup", []);
    const name = newest();
    expect(run("restore", ["yesterday", "--yes"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(name),
    });
    expect(run("backup", ["--list", "--verify"])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("agree"),
    });
    appendFileSync(join(backups, name, "postgres.tar.zst"), "x");
    const verified = run("backup", ["--list", "--verify"]);
    expect(verified).toMatchObject({ status: 1, stdout: expect.stringContaining("DIFFER") });
    expect(run("restore", [name, "--yes"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("BACKUP_ALTERED"),
    });
    rmSync(join(backups, name), { recursive: true });
  });

  test("a backup of the embedded server is not put into another one, which is said before anything is asked", () => {
    run("backup", []);
    const { status, stderr } = run("restore", [newest()], { DATABASE_URL: "postgresql://db.example/shop" });
    expect(status).toBe(1);
    expect(stderr).toContain("BACKUP_OF_EMBEDDED");
  });

  test("a rehearsal applies nothing, and writes its report where the user stands", async () => {
    run("mikro-orm", ["migration:down", "--without", "backup"]);
    const applied = await query("select name from mikro_orm_migrations");
    expect(applied).toHaveLength(migrationNames().length - 1);
    const { status, stdout } = run("rehearse", ["--json", "--report", "report.md"], {
      PITSTOP_REPORT: join(folder, "other.md"),
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ isRehearsal: true, outcome: "done", error: null });
    expect(readFileSync(join(folder, "report.md"), "utf8")).toContain(
      "Rehearsed, not applied: 1 migration up",
    );
    expect(await query("select name from mikro_orm_migrations")).toEqual(applied);
    const { stdout: report } = run("mikro-orm", ["migration:up", "--json", "--without", "lint"], {
      PITSTOP_WITHOUT: "backup,rehearsal",
    });
    const { stages } = JSON.parse(report) as { stages: { stage: string; outcome: string }[] };
    expect(stages.filter(({ outcome }) => outcome === "left out").map(({ stage }) => stage)).toEqual([
      "lint",
      "backup",
      "rehearsal",
    ]);
  });

  test("a backfill is counted first and then fills, and a second one has nothing to do", async () => {
    await query("create table made_up_docks as select n as id from generate_series(1, 2) n");
    await query("alter table made_up_docks add primary key (id), add depth text");
    const plan = ["--table", "made_up_docks", "--set", "depth = 'none'", "--where", "depth is null"];
    expect(run("backfill", [...plan, "--dry-run"]).stdout).toBe(
      "2 rows of made_up_docks match. Nothing was changed.\n",
    );
    const first = JSON.parse(run("backfill", [...plan, "--json"]).stdout);
    expect(first).toMatchObject({ matching: 2, filled: { rows: 2 } });
    expect(run("backfill", plan).stdout).toMatch(/^Filled 0 rows of made_up_docks/);
    expect(await query("select distinct depth from made_up_docks")).toEqual([{ depth: "none" }]);
  });

  test("a backfill that is stopped says how to go on, and goes on", async () => {
    await query("insert into made_up_boats (name) select 'Boat ' || n from generate_series(1, 20000) n");
    const plan = ["--table", "made_up_boats", "--set", "color = 'grey'", "--where", "color is null"];
    const server = await startPostgres({ folder: data });
    // As long as the last boat is held, the backfill cannot be done before it is stopped.
    const holder = new pg.Client(server.urlOf("pitstop"));
    await holder.connect();
    await holder.query(
      "begin; update made_up_boats set name = name where id = (select max(id) from made_up_boats)",
    );
    const { child, output } = started("backfill", plan);
    await expect.poll(() => query("select from made_up_boats where color = 'grey' limit 1")).toHaveLength(1);
    child.kill("SIGINT");
    const [status] = await once(child, "close");
    await holder.end();
    await server.stop();
    expect(output()).toContain("the same command goes on from there. (BACKFILL_STOPPED)");
    expect(status).toBe(1);
    const [left] = await query("select count(*)::int as rows from made_up_boats where color is null");
    expect(left?.rows).toBeGreaterThan(0);
    expect(run("backfill", plan).stdout).toContain(
      `Filled ${Number(left?.rows).toLocaleString("en")} rows of made_up_boats`,
    );
  });

  test("a backfill that the database cannot take is refused before it begins", () => {
    const args = ["--table", "made_up_boats", "--set", "colour = 'red'", "--where", "color is null"];
    expect(run("backfill", args)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/"colour".*\n.*\(BACKFILL_PLAN_INVALID\)/),
    });
  });

  test("in production nothing is dropped, and leaving out the backup needs its flag", async () => {
    await query("insert into made_up_boats (name) values ('Kept')");
    const production = { NODE_ENV: "production" };
    expect(run("mikro-orm", ["migration:fresh"], production)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("DROP_IN_PRODUCTION"),
    });
    const down = ["migration:down", "--without", "backup"];
    expect(run("mikro-orm", down, production)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("--yes-without-backup"),
    });
    expect(await query("select name from made_up_boats where name = 'Kept'")).toHaveLength(1);
    expect(run("mikro-orm", [...down, "--yes-without-backup"], production).status).toBe(0);
  });

  test("what would go round the road is refused", () => {
    expect(run("mikro-orm", ["migration:rollup"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("MIGRATOR_REFUSES"),
    });
  });
});

// What is shipped is one folder that serves and migrates, on a server with PostgreSQL's own programs.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  type InstalledServer,
  isServerInstalled,
  notInstalled,
  startInstalledServer,
} from "@pitstop/migrator/test/installed-server";
import { freePort } from "@pitstop/postgres";
import { DockerfileParser } from "dockerfile-ast";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../packages/publishable.ts";
import { BuiltArtifact, type Ran, runInRepository } from "./built-artifact.ts";
import { text } from "./deployment-files.ts";

const migrations = globSync("Migration*.ts", { cwd: join(root, "packages/db/src/migrations") })
  .map((file) => file.replace(".ts", ""))
  .sort();

if (!isServerInstalled()) console.warn(notInstalled);

test.runIf(process.env.CI)("PostgreSQL of the system's packages is there", () => {
  expect(isServerInstalled(), notInstalled).toBe(true);
});

describe.skipIf(!isServerInstalled())("the shipped folder, alone", () => {
  let artifact: BuiltArtifact;
  let server: InstalledServer;
  const collector = createServer((_request, response) => response.end("{}"));
  const collectorPort = () => (collector.address() as AddressInfo).port; // it listens on one
  beforeAll(async () => {
    await once(collector.listen(0, "127.0.0.1"), "listening");
  });
  afterAll(() => void collector.close());
  beforeAll(async () => {
    server = (await startInstalledServer()) ?? expect.fail(notInstalled);
    await query(server.url, "create database shop");
    artifact = new BuiltArtifact({ DATABASE_URL: addressOf("shop"), NODE_ENV: "production" });
  });
  afterAll(async () => {
    await artifact.remove();
    server.stop();
  });

  const addressOf = (database: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    return url.href;
  };
  const migrate = (...args: string[]): Ran => artifact.run("migrate.mjs", args);

  test("has no node_modules, and no embedded server", () => {
    expect(globSync("**/{node_modules,postgres,initdb}", { cwd: artifact.folder })).toEqual([]);
    expect(globSync("dist/*.mjs", { cwd: artifact.app }).sort()).toEqual([
      "dist/main.mjs",
      "dist/migrate.mjs",
    ]);
  });

  test("lists what is pending, and a script learns it from the exit code", () => {
    const listed = migrate("pending");
    expect(listed.status).toBe(0);
    expect(listed.stdout.split("\n").slice(0, -2)).toEqual(migrations.map((name) => `  ${name}`));
    const checked = migrate("pending", "--check", "--json");
    expect(checked.status).toBe(1);
    expect(JSON.parse(checked.stdout)).toEqual({ pending: migrations, missing: [], edited: [] });
  });

  test("migrates an empty database, and then has nothing to do", () => {
    const first = migrate("up");
    expect(first).toMatchObject({ status: 0, stderr: expect.stringContaining("up on shop") });
    expect(migrate("pending", "--check")).toMatchObject({ status: 0, stdout: "Nothing is pending.\n" });
    expect(migrate("up")).toMatchObject({ status: 0, stderr: expect.stringContaining("Nothing to migrate") });
  });

  test("serves once its migrations ran, and not before", async () => {
    await query(server.url, "create database fresh");
    const port = await freePort();
    const environment = { DATABASE_URL: addressOf("fresh"), PORT: String(port), DRAIN_TIME: "0" };
    const child = artifact.start("main.mjs", environment);
    const ready = () => fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    const before = (await answered(ready)) ?? expect.fail("It doesn't answer.");
    expect(before.status).toBe(503);
    expect(await before.json()).toEqual({ status: "migrations pending", pending: migrations });
    expect(artifact.run("migrate.mjs", ["up"], environment).status).toBe(0);
    expect((await ready())?.status).toBe(200);
    expect(healthCheck(port)).toBe(0);
    const closed = once(child, "close");
    child.kill("SIGTERM");
    expect(await closed).toEqual([0, null]);
    expect(healthCheck(port)).toBe(1);
  });

  test("loads metrics, traces and rate limits only where they are on", async () => {
    const loaded = [...loadedBy(join(artifact.app, "dist"), "main")].map((file) =>
      readFileSync(file, "utf8"),
    );
    expect(loaded.join("").length).toBeGreaterThan(1_000_000);
    for (const sign of ["pitstop_requests_total", "OTLPTraceExporter", "RateLimiterPostgres"])
      expect(
        loaded.some((text) => text.includes(sign)),
        sign,
      ).toBe(false);

    const spans = once(collector, "request");
    const [port, metrics] = [await freePort(), await freePort()];
    const child = artifact.start("main.mjs", {
      PORT: String(port),
      DRAIN_TIME: "0",
      METRICS_PORT: String(metrics),
      RATE_LIMIT_PER_ADDRESS: "1",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort()}`,
    });
    await answered(() => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined));
    const call = () => fetch(`http://127.0.0.1:${port}/trpc/made.up`);
    expect([(await call()).status, (await call()).status]).toEqual([404, 429]);
    const counted = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
    expect(counted).toContain('pitstop_requests_total{procedure="unknown",status="429"} 1');
    child.kill("SIGTERM");
    await once(child, "close");
    expect((await spans)[0].url).toBe("/v1/traces");
  });

  test("sees the same migrations as a repository does, in both directions", async () => {
    await query(server.url, "create database developed");
    const developed = runInRepository("mikro-orm", ["migration:up"], {
      DATABASE_URL: addressOf("developed"),
      PITSTOP_BACKUPS: join(artifact.folder, "backups"),
    });
    expect(developed).toMatchObject({ status: 0 });
    const checksums = "select name, hash from pitstop.migrations order by name";
    expect(await query(addressOf("developed"), checksums)).toEqual(await query(addressOf("shop"), checksums));
    const deployed = artifact.run("migrate.mjs", ["pending", "--check"], {
      DATABASE_URL: addressOf("developed"),
    });
    expect(deployed).toMatchObject({ status: 0, stdout: "Nothing is pending.\n" });
  });

  test("notices a migration that was edited after being applied", () => {
    const file = join(artifact.app, `dist/migrations/${migrations[0]}.js`);
    const text = readFileSync(file, "utf8");
    try {
      writeFileSync(file, text.replace("this.addSql(", "this.addSql(`select 1;`); this.addSql("));
      const { status, stdout } = migrate("pending");
      expect(status).toBe(1);
      expect(stdout).toContain(`${migrations[0]} was edited after being applied.`);
    } finally {
      writeFileSync(file, text);
    }
  });

  test("rehearses, backs up, applies and restores", async () => {
    addMigration(artifact, "Migration29990101000000_parts", {
      up: `create table "made_up_parts" ("id" bigint generated always as identity primary key);`,
      down: `drop table "made_up_parts";`,
    });
    const rehearsed = migrate("rehearse", "--sample", "1000", "--report", "report.md", "--json");
    expect(rehearsed).toMatchObject({ status: 0 });
    expect(JSON.parse(rehearsed.stdout)).toMatchObject({ outcome: "done", isRehearsal: true });
    expect(await tables("shop")).not.toContain("made_up_parts");

    const made = migrate("backup", "--json");
    expect(made).toMatchObject({ status: 0 });
    const { name } = JSON.parse(made.stdout) as { name: string };
    expect(existsSync(join(artifact.app, ".pitstop/backups", name))).toBe(true);

    expect(migrate("backup", "--list", "--verify")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(name),
    });

    const applied = migrate("up", "--sample", "1000", "--report", "report.md");
    expect(applied).toMatchObject({ status: 0 });
    expect(readFileSync(join(artifact.app, "report.md"), "utf8")).toContain("Migration29990101000000_parts");
    expect(await tables("shop")).toContain("made_up_parts");

    expect(migrate("restore", name, "--yes")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`Restored ${name} to shop`),
    });
    expect(await tables("shop")).not.toContain("made_up_parts");
  });

  test("what a comment of the source allows is allowed here too", () => {
    const source = `class Migration {
      up() {
        // pitstop:allow drop-column nobody reads it since 2.4
        this.addSql(\`alter table "made_up_parts" drop column "note";\`);
      }
    }`;
    const name = "Migration29990102000000_note";
    addMigration(artifact, name, { up: `alter table "made_up_parts" drop column "note";`, down: "" });
    const linted = () => JSON.parse(migrate("lint", "--json").stdout) as { findings: { rule: string }[] };
    expect(linted().findings).toContainEqual(
      expect.objectContaining({ rule: "drop-column", level: "error" }),
    );
    const map = { version: 3, sources: [`../../${name}.ts`], sourcesContent: [source], mappings: "" };
    writeFileSync(join(artifact.app, `dist/migrations/${name}.js.map`), JSON.stringify(map));
    expect(linted().findings).not.toContainEqual(
      expect.objectContaining({ rule: "drop-column", level: "error" }),
    );
  });

  test.each([
    [["nonsense"], {}, 2, "USAGE"],
    [["up", "--without", "backups"], {}, 2, "SETTINGS_INVALID"],
    [["pending"], { DATABASE_URL: "" }, 2, "DATABASE_URL is not set."],
    [["pending"], { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nowhere" }, 1, "DATABASE_UNREACHABLE"],
    [["restore", "yesterday", "--yes"], {}, 1, "BACKUP_"],
  ])("%j with %j ends with %i and says why", (args, environment, status, words) => {
    const ran = artifact.run("migrate.mjs", args, environment);
    expect(ran.status).toBe(status);
    expect(ran.stderr).toContain(words);
    expect(ran.stderr).not.toMatch(/^ +at /m);
  });

  test.each(["main.mjs", "migrate.mjs"])(
    "%s names the Node that it needs, before it loads anything",
    (program) => {
      const older = join(artifact.folder, "older.mjs");
      writeFileSync(older, `Object.defineProperty(process.versions, "node", { value: "20.20.2" });`);
      const { status, stderr } = artifact.run(program, [], { NODE_OPTIONS: `--import=${older}` });
      expect(status).toBe(2);
      expect(stderr).toBe(`${program} needs Node 22.17.0 or later; this is 20.20.2.\n`);
    },
  );

  const tables = async (database: string): Promise<unknown[]> =>
    (await query(addressOf(database), "select relname from pg_class where relkind = 'r'")).map(
      ({ relname }) => relname,
    );
});

/** The files that a program has loaded once its start is linked: what it imports, without what it may import later. */
function loadedBy(folder: string, program: string): Set<string> {
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, path = ""] of text.matchAll(/^(?:import|export)\b[^;\n]*?"(\.[^"]+)";$/gm))
      add(join(dirname(file), path));
  };
  const [, start = ""] =
    /import\("(\.[^"]+)"\)/.exec(readFileSync(join(folder, `${program}.mjs`), "utf8")) ?? [];
  add(join(folder, start));
  return files;
}

/** What the image asks whether it is well, for a server on this port; gives the exit code. */
function healthCheck(port: number): number | null {
  const [health] = DockerfileParser.parse(text("Dockerfile")).getHEALTHCHECKs();
  const [, command = ""] = /CMD (\[.*\])$/.exec(health?.getRawArgumentsContent() ?? "") ?? [];
  const [, ...args] = JSON.parse(command) as string[]; // the form without a shell
  return spawnSync(process.execPath, args, { env: { ...process.env, PORT: String(port) } }).status;
}

/** Adds a compiled migration beside those that were built. */
function addMigration(
  artifact: BuiltArtifact,
  name: string,
  { up, down }: { up: string; down: string },
): void {
  const folder = join(artifact.app, "dist/migrations");
  const [first = ""] = readFileSync(join(folder, `${migrations[0]}.js`), "utf8").split("\n");
  expect(first).toMatch(/^import \{ t as Migration \} from /);
  const text = `${first}
export class ${name} extends Migration {
  up() { this.addSql(${JSON.stringify(up)}); }
  down() { this.addSql(${JSON.stringify(down)}); }
}
`;
  writeFileSync(join(folder, `${name}.js`), text);
}

/** The first answer of a server that starts. */
async function answered(ask: () => Promise<Response | undefined>): Promise<Response | undefined> {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await pause(20);
  }
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "@pitstop/process";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { runOn } from "./database.ts";
import { removePostgres, startPostgres } from "./index.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { beginAsTestCluster } from "./test-cluster.ts";

const isRoot = process.getuid?.() === 0;

describe("a server", () => {
  test("starts on an empty folder, keeps its data, and is gone after stop", async () => {
    const folder = newFolder();
    const first = await startPostgres({ folder });
    expect(first.adopted).toBe(false);
    await runOn(first.url, "create table kept as select 1 as n");
    await first.stop();
    await expectGone(first.pid);
    const second = await startPostgres({ folder });
    expect(await runOn(second.url, "select n from kept")).toEqual([{ n: 1 }]);
    await second.stop();
  });

  test("is one server for two starts, and stops with the last", async () => {
    const folder = await newServer();
    const [one, two] = await Promise.all([startPostgres({ folder }), startPostgres({ folder })]);
    expect(one.pid).toBe(two.pid);
    expect(one.adopted).not.toBe(two.adopted);
    await one.stop();
    expect(await runOn(two.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await two.stop();
    await expectGone(two.pid);
  });

  test("that is being stopped from outside is not handed out", async () => {
    const folder = await newServer();
    const stopped = await startPostgres({ folder });
    process.kill(stopped.pid, "SIGINT");
    const next = await startPostgres({ folder });
    expect(await runOn(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
    expect(next.pid).not.toBe(stopped.pid);
    await next.stop();
    await stopped.stop();
  });

  test("is one server for several processes that start at once", async () => {
    const folder = newFolder();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => runStarter(folder, `console.log(server.pid)`)),
    );
    const keeper = await startPostgres({ folder });
    for (const { output, status } of answers) {
      expect(status).toBe(0);
      expect(Number(output)).toBeGreaterThan(0);
    }
    await keeper.stop();
  });

  test("lets nobody in without the password", async () => {
    const server = await started();
    const client = new pg.Client(server.url.replace(/:[^:@]+@/, ":wrong@"));
    await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
    expect(statSync(join(server.dataFolder, "../password")).mode & 0o777).toBe(0o600);
  });

  test("listens on the loopback alone and sorts as people do", async () => {
    const server = await started();
    expect(await runOn(server.url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    const rows = await runOn(server.url, "select v from (values ('b'), ('A'), ('a'), ('B')) x(v) order by v");
    expect(rows.map(({ v }) => String(v).toLowerCase())).toEqual(["a", "a", "b", "b"]);
  });
});

describe("after a kill", () => {
  test("of the server, the next start recovers what was committed", async () => {
    const folder = await newServer();
    const killed = await startPostgres({ folder });
    await runOn(killed.url, "create table kept as select generate_series(1, 1000) as n");
    process.kill(killed.pid, "SIGKILL");
    await expectGone(killed.pid);
    const next = await startPostgres({ folder });
    expect(await runOn(next.url, "select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
    await next.stop();
    await killed.stop();
  });

  test("of the process that started it, the server is adopted and stopped by the next one", async () => {
    const folder = await newServer();
    const { output } = await runStarter(
      folder,
      `console.log(server.pid); process.kill(process.pid, "SIGKILL")`,
    );
    const orphan = Number(output);
    expect(isAlive(orphan)).toBe(true);
    const next = await startPostgres({ folder });
    expect(next).toMatchObject({ adopted: true, pid: orphan });
    await next.stop();
    await expectGone(orphan);
  });

  test("of the server, processes of it that do not notice do not keep the next start away", async ({
    skip,
  }) => {
    if (process.platform !== "linux") return skip("the processes of a server are known on Linux alone");
    const folder = await newServer();
    const killed = await startPostgres({ folder });
    const children = spawnSync("pgrep", ["-P", String(killed.pid)], { encoding: "utf8" })
      .stdout.trim()
      .split("\n")
      .map(Number);
    for (const pid of children) process.kill(pid, "SIGSTOP");
    process.kill(killed.pid, "SIGKILL");
    const next = await startPostgres({ folder });
    expect(await runOn(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await next.stop();
    await killed.stop();
  });

  test("of the server, a port that a process of it holds without answering is given up with it", async () => {
    const folder = await newServer();
    const server = await startPostgres({ folder });
    await server.stop();
    // What a killed server's process would be: it takes connections, says nothing, and is called a postgres on this folder.
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo; // of a listener on TCP
    const dying = spawn("bash", ["-c", `exec -a "postgres -D ${server.dataFolder}" sleep 60`]);
    onTestFinished(() => void dying.kill("SIGKILL"));
    writeFileSync(
      join(server.dataFolder, "postmaster.pid"),
      `${dying.pid}\n${server.dataFolder}\n0\n${port}\n\n127.0.0.1\n\nready\n`,
    );
    await expect
      .poll(() => spawnSync("ps", ["-o", "args=", "-p", `${dying.pid}`]).stdout.toString())
      .toContain(folder);
    const asked = once(silent, "connection");
    const starting = startPostgres({ folder });
    await asked;
    dying.kill("SIGKILL");
    const next = await starting;
    expect(next.adopted).toBe(false);
    expect(await runOn(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await next.stop();
  });

  test("at random moments of a start, the next start still comes up", async () => {
    const folder = newFolder();
    for (const delay of [60, 150, 300, 450, 600, 750, 900]) {
      const starter = spawnStarter(folder, "", { stdio: "ignore" });
      await pause(delay);
      starter.kill("SIGKILL");
    }
    const server = await startPostgres({ folder });
    expect(await runOn(server.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await server.stop();
  });

  test("a process id that went to somebody else is left alone", async () => {
    const folder = await newServer();
    const server = await startPostgres({ folder });
    await server.stop();
    const bystander = spawn("sleep", ["60"]);
    onTestFinished(() => void bystander.kill());
    writeFileSync(
      join(server.dataFolder, "postmaster.pid"),
      `${bystander.pid}\n${server.dataFolder}\n0\n1\n\n127.0.0.1\n\nready\n`,
    );
    const next = await startPostgres({ folder });
    expect(next.pid).not.toBe(bystander.pid);
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
    await next.stop();
  });
});

describe("an error", () => {
  test("names the process that holds a given port", async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void listener.close());
    const address = listener.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(startPostgres({ folder: newFolder(), port })).rejects.toMatchObject({
      code: "POSTGRES_PORT_TAKEN",
      message:
        process.platform === "linux"
          ? `Port ${port} is taken by process ${process.pid}.`
          : expect.any(String),
    });
  });

  test("says that the data belongs to another major version", async () => {
    const folder = await newServer();
    await (await startPostgres({ folder })).stop();
    writeFileSync(join(folder, "data/PG_VERSION"), "17\n");
    await expect(startPostgres({ folder })).rejects.toMatchObject({
      code: "POSTGRES_OTHER_VERSION",
      message: expect.stringContaining("belongs to PostgreSQL 17; this is PostgreSQL 18"),
    });
  });

  test("says that the folder cannot be written", async () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    await expect(startPostgres({ folder: join(file, "data") })).rejects.toMatchObject({
      code: "POSTGRES_FOLDER_NOT_WRITABLE",
    });
  });

  test("says that the disk is full, and nothing half-made stays", async ({ skip }) => {
    const folder = newFolder();
    if (!isRoot || spawnSync("mount", ["-t", "tmpfs", "-o", "size=20m", "tmpfs", folder]).status !== 0) {
      return skip("a small file system cannot be mounted here");
    }
    onTestFinished(() => void spawnSync("umount", [folder]));
    await expect(startPostgres({ folder })).rejects.toMatchObject({ code: "POSTGRES_DISK_FULL" });
    expect(existsSync(join(folder, "data"))).toBe(false);
  });
});

describe("as root", () => {
  test("a folder that nobody else can reach has its home elsewhere, always the same", async ({ skip }) => {
    if (!isRoot) return skip("only root has a home that the server's account cannot reach");
    const parent = newFolder();
    chmodSync(parent, 0o700);
    const folder = join(parent, "postgres");
    const server = await startPostgres({ folder });
    onTestFinished(() => removePostgres(folder));
    onTestFinished(() => server.stop());
    expect(server.dataFolder).toMatch(/^\/var\/lib\/pitstop\/postgres-[0-9a-f]{12}\/data$/);
    await server.stop();
    const again = await startPostgres({ folder });
    expect(again.dataFolder).toBe(server.dataFolder);
    await again.stop();
  });

  test("another account is told of a folder that it may not write", async ({ skip }) => {
    if (!isRoot) return skip("only root can run a process as somebody else");
    const { output, status } = await runStarter(
      newFolder(),
      "",
      { uid: 65534, gid: 65534 },
      "console.log(error.code)",
    );
    expect({ output: output.trim(), status }).toEqual({ output: "POSTGRES_FOLDER_NOT_WRITABLE", status: 0 });
  });

  test("another account starts its own server in place", async ({ skip }) => {
    if (!isRoot) return skip("only root can run a process as somebody else");
    const folder = newFolder();
    chownSync(folder, 65534, 65534);
    const { output, status } = await runStarter(
      folder,
      `console.log(server.dataFolder); await server.stop()`,
      { uid: 65534, gid: 65534 },
    );
    expect({ output: output.trim(), status }).toEqual({ output: join(folder, "data"), status: 0 });
  });
});

function newFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

/** A folder with a cluster in it, which takes a tenth of making one. */
async function newServer(): Promise<string> {
  const folder = newFolder();
  await beginAsTestCluster(folder);
  return folder;
}

async function started() {
  const server = await startPostgres({ folder: await newServer() });
  onTestFinished(() => server.stop());
  return server;
}

async function expectGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid) && !isZombie(pid)).toBe(false);
}

function isZombie(pid: number): boolean {
  return spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.startsWith("Z");
}

/** A process of its own that starts the server on a folder and then runs `then`. */
function spawnStarter(folder: string, then: string, options: SpawnOptions, onError = "throw error") {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "index.ts"))});
    try {
      const server = await startPostgres({ folder: ${JSON.stringify(folder)} });
      ${then}
    } catch (error) {
      ${onError}
    }`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], options);
}

async function runStarter(folder: string, then: string, options: SpawnOptions = {}, onError?: string) {
  const child = spawnStarter(folder, then, { ...options, stdio: ["ignore", "pipe", "inherit"] }, onError);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  const status = await new Promise((resolve) => child.once("close", resolve));
  return { output, status };
}

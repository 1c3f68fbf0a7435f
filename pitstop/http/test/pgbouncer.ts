import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "@pitstop/postgres";
import { onTestFinished } from "vitest";
import { isRefused, until } from "./index.ts";

/** Who runs it where the tests run as root, which PgBouncer refuses to. */
const NOBODY = 65_534;

/** The PgBouncer of this machine; undefined where there is none, which under CI is a failure. */
export function findPgBouncer(): string | undefined {
  for (const path of ["pgbouncer", "/usr/sbin/pgbouncer"]) {
    try {
      execFileSync(path, ["--version"], { stdio: "ignore" });
      return path;
    } catch {
      // Not there.
    }
  }
  const message = "PgBouncer is not installed: the tests of the server behind it";
  if (process.env.CI) throw new Error(`${message} can't run (apt-get install pgbouncer).`);
  console.warn(`\n${message} are SKIPPED (apt-get install pgbouncer).\n`);
  return undefined;
}

/** Starts PgBouncer in transaction mode before a database; gives the address of the database through it. */
export async function startPgBouncer(
  path: string,
  databaseUrl: string,
  settings: string[] = [],
): Promise<string> {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), "pitstop-pgbouncer-"));
  const listenPort = await freePort();
  const file = join(folder, "pgbouncer.ini");
  const database = `host=${hostname} port=${port} dbname=${pathname.slice(1)} user=${decodeURIComponent(username)} password='${decodeURIComponent(password)}'`;
  const lines = [
    "[databases]",
    `pitstop = ${database}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${listenPort}`,
    "unix_socket_dir =",
    "auth_type = any",
    "pool_mode = transaction",
    "default_pool_size = 3",
    ...settings,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  chmodSync(folder, 0o755);
  const asNobody = userInfo().uid === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const bouncer = spawn(path, [file], { stdio: "ignore", ...asNobody });
  onTestFinished(() => stop(bouncer, folder));
  await until(async () => {
    if (bouncer.exitCode !== null || bouncer.signalCode !== null)
      throw new Error(`PgBouncer ended with ${bouncer.exitCode ?? bouncer.signalCode}.`);
    return !(await isRefused(listenPort));
  });
  return `postgresql://pitstop@127.0.0.1:${listenPort}/pitstop`;
}

async function stop(bouncer: ChildProcess, folder: string): Promise<void> {
  if (bouncer.exitCode === null) {
    bouncer.kill("SIGKILL");
    await new Promise((resolve) => bouncer.once("exit", resolve));
  }
  rmSync(folder, { recursive: true });
}

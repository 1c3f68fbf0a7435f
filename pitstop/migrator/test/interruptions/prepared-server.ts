import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createTemplate, createTestDatabase, startPostgres, temporaryFolder } from "@pitstop/postgres";
import { connect } from "../../src/connection.ts";
import { startInstalledServer } from "../installed-server.ts";
import { migrateTarget, prepareTarget, type Target } from "./car-migrations.ts";
import { type FinalState, finalState } from "./final-state.ts";
import type { Point } from "./migrator-process.ts";
import { pointsReporter } from "./progress-points.ts";

/** The one that Pitstop brings, or one of the machine with the programs of its version. */
export type ServerKind = "embedded" | "installed";

/** A server with a database to copy for each run, and what a run without interruptions makes of it. */
export interface PreparedServer {
  /** The points that such a run reaches. */
  readonly points: readonly Point[];
  readonly final: FinalState;
  newTarget(): Promise<PreparedTarget>;
  /** Kills the server, the hard way, and starts it again. */
  crash(): Promise<void>;
  remove(): Promise<void>;
}

export interface PreparedTarget extends Target {
  remove(): Promise<void>;
}

/** Where backups are copies of a server's files, and rehearsals run on a second server. */
export async function embeddedServer(): Promise<PreparedServer> {
  const temporary = temporaryFolder();
  const folder = temporary.path;
  const start = (port?: number) =>
    startPostgres({ folder, settings: { fsync: "off" }, ...(port !== undefined && { port }) });
  let server = await start();
  const prepared = await prepareServer(server.url, folder);
  const crash = async () => {
    const killed = server;
    process.kill(killed.pid, "SIGKILL");
    await untilGone(killed.pid);
    server = await start(killed.port);
    await killed.stop(); // it only takes back that it is used
  };
  const remove = async () => {
    try {
      await prepared.remove();
      await server.stop();
    } finally {
      temporary.remove();
    }
  };
  return { ...prepared, crash, remove };
}

/**
 * A copied database has sequences of which the next 32 numbers count as logged already, which is true of the template
 * alone: after a crash they would be given again. The first number after a checkpoint is logged anew.
 */
async function checkpoint(url: string): Promise<void> {
  const client = await connect(url);
  await client.query("checkpoint");
  await client.end();
}

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
      await pause(5);
    } catch {
      return;
    }
  }
}

/** Where backups are dumps, and rehearsals run on a second database; undefined without an installed server. */
export async function installedServer(): Promise<PreparedServer | undefined> {
  const server = await startInstalledServer();
  if (!server) return undefined;
  const prepared = await prepareServer(server.url);
  const remove = async () => {
    try {
      await prepared.remove();
    } finally {
      server.stop();
    }
  };
  return { ...prepared, crash: server.crash, remove };
}

/** `embeddedFolder` is that of the server where it is an embedded one. */
async function prepareServer(
  serverUrl: string,
  embeddedFolder?: string,
): Promise<Omit<PreparedServer, "crash">> {
  // A migrator that is killed leaves its shadow in here, with the server of it.
  const temporary = temporaryFolder();
  const targetAt = (url: string) => ({
    url,
    backupFolder: mkdtempSync(join(temporary.path, "backups-")),
    ...(embeddedFolder && { embeddedFolder }),
  });
  const template = await createTemplate(serverUrl, (url) => prepareTarget(targetAt(url)));
  const newTarget = async () => {
    const { url, drop } = await createTestDatabase(template.url);
    await checkpoint(url);
    const target = targetAt(url);
    chmodSync(target.backupFolder, 0o755);
    const remove = async () => {
      await drop();
      rmSync(target.backupFolder, { recursive: true, force: true, maxRetries: 20 });
    };
    return { ...target, remove };
  };
  const target = await newTarget();
  const start = performance.now();
  const points: Point[] = [];
  const reporter = pointsReporter((name) => points.push({ name, at: performance.now() - start }));
  await migrateTarget(target, reporter);
  const final = await finalState(target.url);
  await target.remove();
  return {
    points,
    final,
    newTarget,
    remove: async () => {
      temporary.remove();
      await template.drop();
    },
  };
}

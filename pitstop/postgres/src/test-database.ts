import { randomBytes } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { handOver } from "./account.ts";
import { copyPostgres } from "./copy.ts";
import { runOn, urlOfDatabase } from "./database.ts";
import { homeOf } from "./home.ts";
import { memoryFolder } from "./memory-folder.ts";
import { startPostgres } from "./start.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";
import { beginAsTestCluster } from "./test-cluster.ts";

/** A database for tests; `drop` removes it, whoever is connected. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A server for one run of tests: an embedded one in memory or a temporary folder, which gives durability away for speed, or the
 * server of `DATABASE_URL`, which is left running.
 */
export async function startTestServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const { url, remove } = await startEmbeddedTestServer();
  return { url, stop: remove };
}

/** An embedded server for tests that need its files or its process. */
export interface EmbeddedTestServer {
  /** Where `startPostgres` finds it again after a stop or a kill. */
  readonly folder: string;
  readonly url: string;
  readonly pid: number;
  /** Does nothing the second time. */
  stop(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** Starts one, in memory or a temporary folder, which gives durability away for speed. */
export async function startEmbeddedTestServer(
  settings: Record<string, string> = {},
): Promise<EmbeddedTestServer> {
  const folder = memoryFolder() ?? temporaryFolder();
  await beginAsTestCluster(folder.path);
  return startIn(folder, settings);
}

/** Starts a streaming replica of one, with its password: it follows until it is stopped, killed or promoted. */
export async function startTestReplica(
  primary: Pick<EmbeddedTestServer, "folder" | "url">,
  settings: Record<string, string> = {},
): Promise<EmbeddedTestServer> {
  const folder = memoryFolder() ?? temporaryFolder();
  await copyPostgres({ from: primary.folder, to: folder.path });
  const { data } = homeOf(folder.path);
  const { port, username, password } = new URL(primary.url);
  const follows = `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'`;
  appendFileSync(join(data, "postgresql.auto.conf"), `${follows}\n`);
  writeFileSync(join(data, "standby.signal"), "");
  handOver(join(data, "standby.signal"));
  return startIn(folder, settings);
}

async function startIn(
  folder: TemporaryFolder,
  settings: Record<string, string>,
): Promise<EmbeddedTestServer> {
  const server = await startPostgres({
    folder: folder.path,
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      shared_buffers: "64MB",
      max_connections: "200",
      ...settings,
    },
  });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= server.stop());
  return {
    folder: folder.path,
    url: server.url,
    pid: server.pid,
    stop,
    remove: async () => {
      try {
        await stop();
      } finally {
        folder.remove();
      }
    },
  };
}

/** A database that `createTestDatabase` clones: prepared once by `migrate`, and nobody connects to it afterwards. */
export async function createTemplate(
  serverUrl: string,
  migrate: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const template = await create(serverUrl, "pitstop_template", "template0");
  await migrate(template.url);
  return template;
}

/** A copy of the template for one test file, in some 50 ms. */
export function createTestDatabase(templateUrl: string): Promise<TestDatabase> {
  const template = decodeURIComponent(new URL(templateUrl).pathname.slice(1));
  return create(urlOfDatabase(templateUrl, "postgres"), "pitstop_test", template);
}

const OBJECT_IN_USE = "55006";

async function create(serverUrl: string, prefix: string, template: string): Promise<TestDatabase> {
  // The process id tells whose leftover it is.
  const name = `${prefix}_${process.pid}_${randomBytes(6).toString("hex")}`;
  for (let attempt = 1; ; attempt++) {
    try {
      await runOn(
        serverUrl,
        `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}`,
      );
      break;
    } catch (error) {
      const isBusy = error instanceof Error && "code" in error && error.code === OBJECT_IN_USE;
      if (!isBusy || attempt === 100) throw error;
      await pause(50); // another clone is being made, or a connection to the template is just ending
    }
  }
  return {
    url: urlOfDatabase(serverUrl, name),
    drop: async () => {
      await runOn(serverUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    },
  };
}

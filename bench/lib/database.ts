import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { migrateDatabase } from "@app/db/migrating";
import { startPostgres } from "@pitstop/postgres";
import pg from "pg";

export interface BenchDatabase {
  url: string;
  /** Drops the database and ends the server, if this run started it. */
  close: () => Promise<void>;
}

/**
 * A migrated and empty database of this run alone: on the server of `DATABASE_URL` where it is set, otherwise on an
 * embedded server in a temporary folder.
 */
export async function createBenchDatabase(): Promise<BenchDatabase> {
  const server = await databaseServer();
  const name = `pitstop_bench_${process.pid}`;
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const close = async () => {
    await run(server.url, `drop database if exists ${name} with (force)`);
    await server.stop();
  };
  try {
    await run(server.url, `create database ${name}`);
    await migrateDatabase(url.href);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: url.href, close };
}

async function databaseServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  // Not made here: the server runs under another account than root, and makes a folder that this account can reach.
  const server = await startPostgres({ folder: join(tmpdir(), `pitstop-bench-${process.pid}`) });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(dirname(server.dataFolder), { recursive: true, force: true });
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@pitstop/db";
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
  await run(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const orm = await openDatabase({ url: url.href });
  await orm.migrator.up();
  await orm.close();
  return {
    url: url.href,
    close: async () => {
      await run(server.url, `drop database ${name} with (force)`);
      await server.stop();
    },
  };
}

async function databaseServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), "pitstop-bench-"));
  const server = await startPostgres({ folder });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

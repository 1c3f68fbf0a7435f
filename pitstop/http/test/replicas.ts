// A primary with streaming replicas, each a real server.
import { openDatabase } from "@app/db";
import { migrateDatabase } from "@app/db/migrating";
import {
  createTemplate,
  type EmbeddedTestServer,
  freePort,
  isPortFree,
  startEmbeddedTestServer,
  startPostgres,
  startTestReplica,
} from "@pitstop/postgres";
import { createRoadsterTables } from "@pitstop/trpc/test/roadsters";
import pg from "pg";
import { onTestFinished } from "vitest";
import { send, startServer, until } from "./index.ts";

/** A primary with a migrated database that has the made-up domains. */
export interface PrimaryServer extends EmbeddedTestServer {
  readonly databaseUrl: string;
}

/** Its commits are written before they are acknowledged, as in production; its disk may still forget them. */
export async function startPrimary(settings: Record<string, string> = {}): Promise<PrimaryServer> {
  const server = await startEmbeddedTestServer({ synchronous_commit: "on", ...settings });
  const { url: databaseUrl } = await createTemplate(server.url, (url) => migrateDatabase(url));
  const orm = await openDatabase({ url: databaseUrl });
  await createRoadsterTables(orm);
  await orm.close();
  return { ...server, databaseUrl };
}

/** A replica of it; `databaseUrl` is the address of the same database there. */
export async function startReplica(
  primary: PrimaryServer,
  settings: Record<string, string> = {},
): Promise<PrimaryServer> {
  const server = await startTestReplica(primary, settings);
  const url = new URL(server.url);
  url.pathname = new URL(primary.databaseUrl).pathname;
  return { ...server, databaseUrl: url.href };
}

/** Starts it again after it was killed, for one test. */
export async function restartReplica({ folder, url }: PrimaryServer): Promise<void> {
  const port = Number(new URL(url).port);
  // The processes of a killed server end by themselves.
  await until(() => isPortFree(port));
  const { stop } = await startPostgres({
    folder,
    port,
    // No fewer than on the primary, or it ends.
    settings: { fsync: "off", max_connections: "200" },
  });
  onTestFinished(stop);
}

/** A server that reads from replicas, with what its metrics say of them. */
export async function startReadingServer(
  primary: Pick<PrimaryServer, "databaseUrl">,
  replicaUrls: readonly string[],
  environment: Record<string, string> = {},
) {
  const metricsPort = await freePort();
  const server = await startServer({
    databaseUrl: primary.databaseUrl,
    environment: {
      DATABASE_URL: primary.databaseUrl,
      DATABASE_REPLICA_URLS: replicaUrls.join(","),
      METRICS_PORT: String(metricsPort),
      ...environment,
    },
  });
  onTestFinished(server.close);
  const metric = async (name: string): Promise<number> => {
    const { body } = await send(metricsPort, { path: "/metrics" });
    const line = body.split("\n").find((each) => each.startsWith(name) && !each.startsWith("#"));
    return Number(line?.slice(line.lastIndexOf(" ")));
  };
  return {
    ...server,
    /** How many reads a replica answered. */
    replicaReads: () => metric('pitstop_replica_reads_total{server="replica"}'),
    primaryReads: () => metric('pitstop_replica_reads_total{server="primary"}'),
    isReady: async () => (await metric("pitstop_replica_ready")) === 1,
  };
}

/** Runs a statement on a server, past the application, and gives its rows. */
export async function runOn(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

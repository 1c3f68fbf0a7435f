// The long form of replicas.test.ts: replicas that lag, hang, die and are promoted, under load and for a while.
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { json, mutation, query, until } from "../../test/index.ts";
import { findPgBouncer, startPgBouncer } from "../../test/pgbouncer.ts";
import {
  type PrimaryServer,
  restartReplica,
  runOn,
  startPrimary,
  startReadingServer,
  startReplica,
} from "../../test/replicas.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const CALLERS = 6;

describe.skipIf(!isLong).each([
  ["commits are on the disk when they are acknowledged", "on"],
  ["commits are acknowledged before they are on the disk", "off"],
])("where %s", (_how, synchronous_commit) => {
  let primary: PrimaryServer;
  beforeAll(async () => {
    primary = await startPrimary({ synchronous_commit });
  });
  afterAll(() => primary.remove());

  async function replicaOf(settings: Record<string, string> = {}): Promise<PrimaryServer> {
    const replica = await startReplica(primary, settings);
    onTestFinished(replica.remove);
    return replica;
  }

  /** Writes and reads back through two servers by turns until it is stopped; gives what was wrong. */
  function load(servers: readonly Awaited<ReturnType<typeof startReadingServer>>[]) {
    const wrong: unknown[] = [];
    let writes = 0;
    const over = new AbortController();
    const callers = Array.from({ length: CALLERS }, async (_, caller) => {
      for (let call = 0; !over.signal.aborted; call++) {
        const [writer, reader] = [servers[(caller + call) % 2], servers[(caller + call + 1) % 2]];
        if (!writer || !reader) return;
        const name = `Roadster ${caller}-${call}`;
        const written = await writer.send(mutation("roadster.create", { name }));
        if (written.status !== 200) {
          wrong.push([written.status, written.body]);
          continue;
        }
        writes++;
        const { id } = json<{ result: { data: { id: number } } }>(written).result.data;
        const one = await reader.send({ path: `/api/v1/roadsters/${id}` });
        const list = await reader.send(query("roadster.list", { filter: { id: { equals: id } } }));
        for (const read of [one, list])
          if (read.status !== 200 || !read.body.includes(`"${name}"`))
            wrong.push([name, read.status, read.body]);
      }
    });
    return {
      writes: () => writes,
      stop: async () => {
        over.abort();
        await Promise.all(callers);
        return wrong;
      },
    };
  }

  test("nothing acknowledged is missing in what is read, whatever becomes of the replicas", async () => {
    const [steady, troubled] = [await replicaOf(), await replicaOf()];
    const urls = [steady.databaseUrl, troubled.databaseUrl];
    const servers = [await startReadingServer(primary, urls), await startReadingServer(primary, urls)];
    await until(servers[0]?.isReady ?? (() => false));
    const running = load(servers);
    await pause(2_000);
    await runOn(troubled.url, "select pg_wal_replay_pause()");
    await pause(2_000);
    await runOn(troubled.url, "select pg_wal_replay_resume()");
    await pause(2_000);
    process.kill(steady.pid, "SIGKILL");
    await pause(2_000);
    await restartReplica(steady);
    await pause(2_000);
    await runOn(troubled.url, "select pg_wal_replay_pause()");
    process.kill(troubled.pid, "SIGKILL");
    await restartReplica(troubled);
    await pause(3_000);
    const before = (await servers[0]?.replicaReads()) ?? Number.NaN;
    await pause(2_000);
    const after = (await servers[0]?.replicaReads()) ?? Number.NaN;
    expect(await running.stop()).toEqual([]);
    // What isn't on the disk isn't sent to replicas either: under constant writes they are always a little behind.
    if (synchronous_commit === "on") expect(after).toBeGreaterThan(before);
    expect(running.writes()).toBeGreaterThan(100);
  });

  test("a replica that applies everything two seconds later is never asked for what is new", async () => {
    const late = await replicaOf({ recovery_min_apply_delay: "2s" });
    const servers = [
      await startReadingServer(primary, [late.databaseUrl]),
      await startReadingServer(primary, [late.databaseUrl]),
    ];
    const running = load(servers);
    await pause(5_000);
    expect(await running.stop()).toEqual([]);
  });

  test("a promoted replica is left alone", async () => {
    const replica = await replicaOf();
    const server = await startReadingServer(primary, [replica.databaseUrl]);
    await until(server.isReady);
    await runOn(replica.url, "select pg_promote()");
    await until(async () => !(await server.isReady()));
    await runOn(replica.databaseUrl, "insert into roadsters (name) values ('of another world')");
    const before = await server.replicaReads();
    const listed = await server.send(
      query("roadster.list", { limit: 100, sort: { by: "id", direction: "desc" } }),
    );
    expect(listed.body).not.toContain("of another world");
    expect(await server.replicaReads()).toBe(before);
  });

  test("a replica that hangs delays what runs on it by some seconds at most, and fails none of it", async () => {
    const replica = await replicaOf();
    const server = await startReadingServer(primary, [replica.databaseUrl]);
    await until(server.isReady);
    const running = load([server, server]);
    await pause(500);
    const rows = await runOn(replica.url, "select pid from pg_stat_activity where pid <> pg_backend_pid()");
    const processes = [replica.pid, ...rows.map(({ pid }) => Number(pid))];
    const signal = (name: "SIGSTOP" | "SIGCONT") => {
      for (const pid of processes) process.kill(pid, name);
    };
    signal("SIGSTOP");
    onTestFinished(() => signal("SIGCONT"));
    await until(async () => !(await server.isReady()));
    const before = running.writes();
    await until(() => running.writes() > before + 50);
    signal("SIGCONT");
    await until(server.isReady);
    expect(await running.stop()).toEqual([]);
  });

  test("behind PgBouncer, with an account that may do no more than an application needs", async () => {
    const bouncer = findPgBouncer();
    if (bouncer === undefined) return;
    const database = decodeURIComponent(new URL(primary.databaseUrl).pathname.slice(1));
    await runOn(
      primary.databaseUrl,
      `create role app_${synchronous_commit} login password 'app'; grant usage on schema public, pitstop, pitstop_history to app_${synchronous_commit};
       grant select, insert, update, delete on all tables in schema public, pitstop, pitstop_history to app_${synchronous_commit};
       grant usage on all sequences in schema public, pitstop_history to app_${synchronous_commit}; grant connect on database "${database}" to app_${synchronous_commit}`,
    );
    const replica = await replicaOf();
    const through = async (url: string) => {
      const own = new URL(url);
      own.username = `app_${synchronous_commit}`;
      own.password = "app";
      return startPgBouncer(bouncer, own.href, ["ignore_startup_parameters = statement_timeout"]);
    };
    const server = await startReadingServer({ databaseUrl: await through(primary.databaseUrl) }, [
      await through(replica.databaseUrl),
    ]);
    await until(server.isReady);
    const running = load([server, server]);
    await pause(3_000);
    expect(await running.stop()).toEqual([]);
    if (synchronous_commit === "on") expect(await server.replicaReads()).toBeGreaterThan(0);
  });
});

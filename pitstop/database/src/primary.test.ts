import { type EmbeddedTestServer, startEmbeddedTestServer, startTestReplica } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { databaseWith } from "../test/database.ts";

let primary: EmbeddedTestServer;
let replica: EmbeddedTestServer;
beforeAll(async () => {
  primary = await startEmbeddedTestServer();
  replica = await startTestReplica(primary);
});
afterAll(async () => {
  await replica.remove();
  await primary.remove();
});

const portOf = ({ url }: EmbeddedTestServer): number => Number(new URL(url).port);
const hostOf = (server: EmbeddedTestServer): string => `127.0.0.1:${portOf(server)}`;

/** The port that answers a database that is opened so. */
async function answering(url: string, hosts?: readonly string[]) {
  const orm = await databaseWith().openDatabase({ url, hosts });
  onTestFinished(() => orm.close(true));
  return async (): Promise<number | undefined> => {
    const [row] = await orm.em.fork().execute<{ port: number }[]>("select inet_server_port() as port");
    return row?.port;
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

test("a connection that leads to a replica is refused: its rows may be older than what was acknowledged", async () => {
  await expect((await answering(replica.url))()).rejects.toThrow("read-only replica");
});

test("the primary is found among several servers, and after a failover the new one", async () => {
  const hosts = ["127.0.0.1:1", hostOf(replica), hostOf(primary)];
  const answered = await answering(replica.url, hosts);
  expect(await answered()).toBe(portOf(primary));
  process.kill(primary.pid, "SIGKILL");
  const outcome = () =>
    answered().then(
      () => "answered",
      () => "failed",
    );
  await expect.poll(outcome).toBe("failed");
  await run(replica.url, "select pg_promote()");
  await expect.poll(answered).toBe(portOf(replica));
});

test.skipIf(process.env.PITSTOP_LONG !== "1")(
  "a primary that hangs is given up for the new one",
  async () => {
    const old = await startEmbeddedTestServer();
    onTestFinished(old.remove);
    const following = await startTestReplica(old);
    onTestFinished(following.remove);
    const answered = await answering(old.url, [hostOf(old), hostOf(following)]);
    expect(await answered()).toBe(portOf(old));
    await run(
      old.url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'pitstop-%'",
    );
    // New connections are taken by the kernel, and by nobody else.
    process.kill(old.pid, "SIGSTOP");
    onTestFinished(() => void process.kill(old.pid, "SIGCONT"));
    await run(following.url, "select pg_promote()");
    await expect.poll(answered).toBe(portOf(following));
  },
);

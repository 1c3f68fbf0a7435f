import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { startTestReplica } from "@pitstop/postgres";
import { expect, onTestFinished, test } from "vitest";
import { CarWithColor, Color, Initial, query, testProject } from "../test/car-project.ts";
import { runBackfill } from "./backfill/index.ts";

const { server, cars, migrator, columns } = testProject();
const CHANGED = { code: "MIGRATION_PRIMARY_CHANGED" };
const without = ["backup", "rehearsal"] as const;

/** The address of a database on a replica that follows from now on. */
async function replicaOf(url: string): Promise<string> {
  const replica = await startTestReplica(server());
  onTestFinished(replica.remove);
  const there = new URL(replica.url);
  there.pathname = new URL(url).pathname;
  return there.href;
}

const promote = (url: string) => query(url, "select pg_promote()");

/** An address whose new connections lead elsewhere once it is switched, and whose others stay where they are. */
async function switchable(url: string): Promise<{ url: string; switchTo: (url: string) => void }> {
  let target = new URL(url);
  const road = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    near.on("error", () => far.destroy()).pipe(far);
    far.on("error", () => near.destroy()).pipe(near);
  }).listen(0, "127.0.0.1");
  await once(road, "listening");
  onTestFinished(() => void road.close());
  const address = new URL(url);
  address.port = String((road.address() as AddressInfo).port); // it listens on a port
  return { url: address.href, switchTo: (other) => (target = new URL(other)) };
}

test("what was rehearsed before a failover is not applied after it without another rehearsal", async () => {
  const url = await cars();
  await (await migrator(url, { Initial, Color }, [CarWithColor])).rehearse();
  const promoted = await replicaOf(url);
  await promote(promoted);
  const there = await migrator(promoted, { Initial, Color }, [CarWithColor], { without });
  await expect(there.up()).rejects.toMatchObject({
    ...CHANGED,
    message: expect.stringMatching(
      /^Color was rehearsed on another primary: on timeline 1, and this is timeline 2/,
    ),
  });
  expect(await columns(promoted)).toEqual(["id", "name"]);
  expect(await (await migrator(url, { Initial, Color }, [CarWithColor], { without })).up()).toEqual([
    "Color",
  ]);
});

test.each([
  ["was promoted", promote],
  ["is still a replica", async () => undefined],
])(
  "a run whose address leads to another server in the middle of it, which %s, applies nothing",
  async (how, prepare) => {
    const url = await cars();
    const replica = await replicaOf(url);
    const road = await switchable(url);
    const approve = async () => {
      await prepare(replica);
      road.switchTo(replica);
    };
    const { up } = await migrator(road.url, { Initial, Color }, [CarWithColor], { without, approve });
    const code = how === "was promoted" ? CHANGED.code : "DATABASE_READ_ONLY";
    await expect(up()).rejects.toMatchObject({ code });
    for (const each of [url, replica]) expect(await columns(each)).toEqual(["id", "name"]);
  },
);

test("a backfill of a migration fills nothing on another primary", async () => {
  const url = await cars();
  const plan = { table: "cars", set: "name = upper(name)", where: "name <> upper(name)" };
  const primary = { system: null, timeline: 99 };
  await expect(runBackfill({ url, plan, primary })).rejects.toMatchObject(CHANGED);
  expect(await query(url, "select from cars where name = upper(name)")).toEqual([]);
});

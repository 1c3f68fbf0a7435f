// A release is not a moment: clients and servers of two revisions run at once, while migrations run. None of them may
// fail for it, and each reads what the other wrote.
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "@pitstop/postgres";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { PitstopCopy } from "../testing/pitstop.ts";
import { prepareCopy } from "../testing/prepared-copy.ts";
import type { Knowledge } from "../testing/versions/client.ts";
import { type RunningClient, type RunningServer, serve, startClient } from "../testing/versions/revision.ts";

/** In milliseconds, for each phase. */
const LOAD = process.env.PITSTOP_LONG === "1" ? 20_000 : 1_500;

let before: PitstopCopy;
let after: PitstopCopy;
let database: { url: string; stop: () => Promise<void> };

beforeAll(async () => {
  before = await prepareCopy();
  await done(before, "attribute:add", "car", "doors:integer");
  const server = await startPostgres({ folder: before.data });
  database = { url: server.url.replace(/\/[^/]*$/, "/pitstop"), stop: () => server.stop() };
  after = before.withSharedData();
});
afterAll(async () => {
  await database.stop();
  after.remove();
  before.remove();
});

async function done(copy: PitstopCopy, ...words: string[]): Promise<void> {
  const { status, stderr } = await copy.pitstop(...words, "--yes");
  expect(`${words.join(" ")}: ${status} ${status === 0 ? "" : stderr}`).toBe(`${words.join(" ")}: 0 `);
}

/** What the revision before knows, and what the one after does. */
const known: Record<"before" | "after", Omit<Knowledge, "url" | "build">> = {
  before: {
    cars: [{ color: "red", doors: 4 }, { doors: null }, { color: null, doors: 2 }],
    category: { description: "as before" },
    filter: { color: { equals: "red" }, doors: { from: 1 } },
    sort: "color",
  },
  after: {
    cars: [
      { doors: "4", plate: "P-1", trim: "sport" },
      { doors: null, plate: "P-2", seats: 2 },
      { doors: "2", plate: "P-3", seats: 5 },
    ],
    category: { remarks: "as after" },
    filter: { doors: { equals: "4" } },
    sort: "name",
  },
};

const client = (of: "before" | "after", server: RunningServer, to: "before" | "after"): RunningClient =>
  startClient(of === "before" ? before : after, `client ${of} → server ${to}`, {
    ...known[of],
    url: server.url,
    build: `${of}@1`,
  });

/** Lets clients call for a while, and expects that nothing failed. */
async function underLoad(clients: RunningClient[], meanwhile: () => Promise<unknown> = () => pause(LOAD)) {
  await meanwhile();
  const outcomes = await Promise.all(clients.map(async ({ what, end }) => ({ what, ...(await end()) })));
  for (const { what, calls, failures } of outcomes) {
    expect({ what, failures }).toEqual({ what, failures: [] });
    expect(calls, what).toBeGreaterThan(10);
  }
}

test("clients and servers of two versions live through an add, a removal, a rename and a type change", async () => {
  // The next revision, with its migrations still to come.
  await done(after, "attribute:add", "car", "trim:string:20", "seats:integer!=4", "--no-apply");
  await done(after, "attribute:add", "car", "plate:string:20!", "--backfill", "'P' || id", "--no-apply");
  await done(after, "attribute:remove", "car", "color", "--no-apply");
  await done(after, "attribute:rename", "category", "description", "remarks", "--no-apply");
  await done(after, "attribute:change", "car", "doors", "--type", "string:10", "--no-apply");

  const old = await serve(before, database.url);
  onTestFinished(() => old.stop());
  await underLoad([client("before", old, "before")]);

  // Deploy 1: every migration runs while the revision before does all the work.
  await underLoad([client("before", old, "before"), client("before", old, "before")], async () => {
    await done(after, "migrate");
    await pause(LOAD);
  });

  // Servers of both, clients of both.
  const fresh = await serve(after, database.url);
  onTestFinished(() => fresh.stop());
  await underLoad([
    client("before", old, "before"),
    client("before", fresh, "after"),
    client("after", old, "before"),
    client("after", fresh, "after"),
  ]);
  await expectOneTruth(old, fresh);

  // The servers are new, and pages of before are still open.
  await old.stop();
  await underLoad([client("before", fresh, "after"), client("after", fresh, "after")]);
  // Servers write their counts now and then.
  await expect
    .poll(() => uses(/before@1/), { timeout: 60_000, interval: 1_000 })
    .toEqual(expect.arrayContaining(["car.color sent before@1", "category.description sent before@1"]));

  // Deploy 2: what nobody uses any more goes, under the hands of those who never knew it.
  await done(after, "purge", "--no-apply");
  await underLoad([client("after", fresh, "after")], async () => {
    await done(after, "migrate");
    await pause(LOAD);
  });
  const last = await serve(after, database.url);
  onTestFinished(() => last.stop());
  await underLoad([client("after", last, "after")]);
});

/** What one revision writes the other one reads. */
async function expectOneTruth(old: RunningServer, fresh: RunningServer): Promise<void> {
  const written = await post(old, "car.create", { name: "Of before", color: "blue", doors: 3 });
  expect(await read(fresh, "car.byId", written.id)).toMatchObject({
    name: "Of before",
    doors: "3",
    seats: 4,
    plate: `P${written.id}`,
  });
  const made = await post(fresh, "car.create", { name: "Of after", doors: "5", plate: "X" });
  expect(await read(old, "car.byId", made.id)).toMatchObject({ name: "Of after", doors: 5, color: null });
  const category = await post(old, "category.create", { name: "C1", description: "told before" });
  expect(await read(fresh, "category.byId", category.id)).toMatchObject({
    remarks: "told before",
    description: "told before",
  });
  const renamed = await post(fresh, "category.create", { name: "C2", remarks: "told after" });
  expect(await read(old, "category.byId", renamed.id)).toMatchObject({ description: "told after" });
  const both = await post(fresh, "category.create", { name: "C3", description: "by its former name" });
  expect(both).toMatchObject({ remarks: "by its former name" });
}

type Answer = { result: { data: Record<string, unknown> & { id: number } } };

async function post({ url }: RunningServer, path: string, input: object) {
  const answer = await fetch(`${url}/trpc/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return ((await answer.json()) as Answer).result.data;
}

async function read({ url }: RunningServer, path: string, id: number) {
  const answer = await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify({ id }))}`);
  return ((await answer.json()) as Answer).result.data;
}

/** Who was counted to use what, as `pitstop status` shows it. */
async function uses(build: RegExp): Promise<string[]> {
  const { stdout } = await after.pitstop("status", "--json");
  const { uses: counted } = JSON.parse(stdout) as {
    uses: Record<"domain" | "attribute" | "kind" | "build", string>[];
  };
  return counted
    .filter(({ build: by }) => build.test(by))
    .map(({ domain, attribute, kind, build: by }) => `${domain}.${attribute} ${kind} ${by}`);
}

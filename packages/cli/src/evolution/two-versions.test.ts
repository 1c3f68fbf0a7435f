// A release is not a moment: clients and servers of two revisions run at once, while migrations run. None of them may
// fail for it, and each reads what the other wrote.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "@pitstop/postgres";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { carryOut } from "../testing/carry-out.ts";
import type { PitstopCopy } from "../testing/pitstop.ts";
import { prepareCopy } from "../testing/prepared-copy.ts";
import type { Knowledge } from "../testing/versions/client.ts";
import type { ListsToRead, ReadLists } from "../testing/versions/lists.ts";
import { type RunningClient, type RunningServer, serve, startClient } from "../testing/versions/revision.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** In milliseconds, for each phase; a client does some rounds however short it is. */
const LOAD = isLong ? 10_000 : 0;

/** How many there are before anybody calls. */
const CARS = 330;

let before: PitstopCopy;
let after: PitstopCopy;
let database: { url: string; stop: () => Promise<void> };

beforeAll(async () => {
  before = await prepareCopy();
  await carryOut(before.root, [
    "attribute:add",
    { domain: "car", attributes: ["doors:integer", "finish:string:20"] },
  ]);
  await done(before, "migrate");
  await before.query(
    `insert into cars (name, color, doors, finish)
     select 'Car ' || i, 'red', case when i % 2 = 0 then 4 end, case when i % 3 > 0 then 'matt' end from generate_series(31, ${CARS}) i`,
  );
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
const known: Record<"before" | "after", Omit<Knowledge, "urls" | "build">> = {
  before: {
    cars: [
      { color: "red", doors: 4, finish: "matt" },
      { doors: null },
      { color: null, doors: 2, finish: "gloss" },
    ],
    category: { description: "as before" },
    filter: { color: { equals: "red" }, doors: { from: 1 }, finish: { equals: "matt" } },
    sorts: ["color", "doors", "finish", "name"],
  },
  after: {
    cars: [
      { doors: "4", plate: "P-1", trim: "sport", coating: "matt" },
      { doors: null, plate: "P-2", seats: 2 },
      { doors: "2", plate: "P-3", seats: 5, coating: "gloss" },
    ],
    category: { description: "as after" },
    filter: { doors: { equals: "4" }, coating: { equals: "matt" } },
    sorts: ["doors", "coating", "seats", "name"],
  },
};

/** Starts clients of a revision that call these servers in turn. */
const client = (of: "before" | "after", to: string, ...servers: RunningServer[]): RunningClient =>
  startClient(of === "before" ? before : after, `client ${of} → ${to}`, {
    ...known[of],
    urls: servers.map(({ url }) => url),
    build: `${of}@1`,
  });

/** What a server of before tells a client of after that it cannot do: to order by what it has not, or has in another type. */
const unknownBefore = ["car.list by doors", "car.list by seats"];

/** Lets clients call for a while, and expects that nothing failed. */
async function underLoad(clients: RunningClient[], meanwhile: () => Promise<unknown> = () => pause(LOAD)) {
  await meanwhile();
  const outcomes = await Promise.all(clients.map(async ({ what, end }) => ({ what, ...(await end()) })));
  for (const { what, pagesTurned, failures, refused } of outcomes) {
    const expected = what === "client after → before" ? unknownBefore : [];
    expect({ what, failures, refused: new Set(refused) }).toEqual({
      what,
      failures: [],
      refused: new Set(expected),
    });
    expect(pagesTurned, what).toBeGreaterThan(0);
  }
}

test("clients and servers of two versions live through an add, a removal, a rename and a type change", async () => {
  // The next revision, with its migrations still to come.
  await carryOut(
    after.root,
    ["attribute:add", { domain: "car", attributes: ["trim:string:20", "seats:integer!=4"] }],
    ["attribute:add", { domain: "car", attributes: ["plate:string:20!"], backfill: "'P' || id" }],
    ["attribute:remove", { domain: "car", attribute: "color" }],
    ["attribute:rename", { domain: "car", attribute: "finish", to: "coating" }],
    ["attribute:change", { domain: "car", attribute: "doors", type: "string:10" }],
  );

  const old = await serve(before, database.url);
  onTestFinished(() => old.stop());
  await underLoad([client("before", "before", old)]);

  // Deploy 1: the revision before does all the work while the migrations run and between any two of them.
  for (const migration of isLong ? migrationsOf(after, before) : []) {
    await underLoad([client("before", `before, during ${migration}`, old)], async () => {
      await migrated(after, migration);
      await pause(LOAD);
    });
  }
  await underLoad([client("before", "before", old), client("before", "before", old)], async () => {
    await done(after, "migrate");
    await pause(LOAD);
  });

  // Servers of both, clients of both.
  const fresh = await serve(after, database.url);
  onTestFinished(() => fresh.stop());
  await underLoad([
    client("before", "before", old),
    client("before", "after", fresh),
    client("after", "before", old),
    client("after", "after", fresh),
    client("before", "either", old, fresh),
    client("after", "either", fresh, old),
  ]);
  await expectOneTruth(old, fresh);
  await expectOneList(before, known.before.sorts, old, fresh, []);
  await expectOneList(after, known.after.sorts, fresh, old, ["doors", "seats"]);

  // The servers are new, and pages of before are still open.
  await old.stop();
  await underLoad([client("before", "after", fresh), client("after", "after", fresh)]);
  // Servers write their counts now and then.
  await expect
    .poll(() => uses(/before@1/), { interval: 1_000 })
    .toEqual(expect.arrayContaining(["car.color sent before@1", "car.finish sent before@1"]));
  expect((await uses(/after@1/)).filter((use) => / sent /.test(use))).toEqual([]);

  // Deploy 2: what nobody uses any more goes, under the hands of those who never knew it.
  const last = after.withSharedData();
  onTestFinished(() => last.remove());
  await carryOut(last.root, ["purge", {}]);
  await underLoad([client("after", "after", fresh)], async () => {
    await done(last, "migrate");
    await pause(LOAD);
  });
  const purged = await serve(last, database.url);
  onTestFinished(() => purged.stop());
  await underLoad([client("after", "after", fresh), client("after", "both", purged, fresh)]);
});

/** The migrations that one revision has and the other has not, in their order. */
function migrationsOf(copy: PitstopCopy, other: PitstopCopy): string[] {
  const folder = "packages/db/src/migrations";
  const ofOther = new Set(readdirSync(join(other.root, folder)));
  return readdirSync(join(copy.root, folder))
    .filter((file) => file.endsWith(".ts") && !ofOther.has(file))
    .map((file) => file.replace(/\.ts$/, ""))
    .toSorted();
}

/** Applies the migrations of a copy as far as this one. */
async function migrated(copy: PitstopCopy, migration: string): Promise<void> {
  const script = "packages/db/src/scripts/mikro-orm.ts";
  const { status, stdout, stderr } = await copy.run("packages/db", script, [
    "migration:up",
    "--to",
    migration,
  ]).ended;
  expect(`${migration}: ${status} ${status === 0 ? "" : stdout + stderr}`).toBe(`${migration}: 0 `);
}

/** What one revision writes the other one reads. */
async function expectOneTruth(old: RunningServer, fresh: RunningServer): Promise<void> {
  const written = await post(old, "car.create", {
    name: "Of before",
    color: "blue",
    doors: 3,
    finish: "matt",
  });
  expect(await read(fresh, "car.byId", { id: written.id })).toMatchObject({
    name: "Of before",
    doors: "3",
    seats: 4,
    plate: `P${written.id}`,
    coating: "matt",
    finish: "matt",
  });
  // What one of them changes is changed for both, and what the newer one does not know is left as it was.
  const { id, version } = written;
  await post(fresh, "car.update", { id, version, doors: "5", coating: "gloss", plate: "X" });
  expect(await read(old, "car.byId", { id })).toMatchObject({ doors: 5, finish: "gloss", color: "blue" });
  const made = await post(fresh, "car.create", { name: "Of after", doors: "5", plate: "X", coating: "silk" });
  expect(await read(old, "car.byId", { id: made.id })).toMatchObject({
    name: "Of after",
    doors: 5,
    finish: "silk",
    color: null,
  });
  await post(old, "car.update", { id: made.id, version: made.version, doors: null, finish: null });
  expect(await read(fresh, "car.byId", { id: made.id })).toMatchObject({
    doors: null,
    coating: null,
    plate: "X",
  });
  const both = await post(fresh, "car.create", { name: "C", plate: "X", finish: "by its former name" });
  expect(both).toMatchObject({ coating: "by its former name" });
  await expectSameCars(old, fresh);
}

/** Every car, whoever wrote it and whichever migration ran just then, is the same one to both. */
async function expectSameCars(old: RunningServer, fresh: RunningServer): Promise<void> {
  const [ofBefore, ofAfter] = await Promise.all([everyCar(old), everyCar(fresh)]);
  expect(ofBefore.length).toBeGreaterThan(CARS);
  const asBefore = ofAfter.map(({ id, name, doors, coating }) => ({
    id,
    name,
    doors: doors === null ? null : Number(doors),
    finish: coating,
  }));
  expect(asBefore).toEqual(ofBefore.map(({ id, name, doors, finish }) => ({ id, name, doors, finish })));
  expect(
    ofAfter.filter(({ plate, seats }) => typeof plate !== "string" || typeof seats !== "number"),
  ).toEqual([]);
}

/** Each list is the same one, page by page there and back, whichever server answers each page. */
async function expectOneList(
  copy: PitstopCopy,
  sorts: readonly string[],
  own: RunningServer,
  other: RunningServer,
  refused: readonly string[],
): Promise<void> {
  const read = async (...servers: RunningServer[]): Promise<ReadLists> => {
    const lists: ListsToRead = { urls: servers.map(({ url }) => url), own: own.url, sorts };
    const script = "packages/cli/src/testing/versions/lists.ts";
    const { status, stdout, stderr } = await copy.run("packages/cli", script, [JSON.stringify(lists)]).ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout) as ReadLists;
  };
  const expected = await read(own);
  for (const [order, { forwards, backwards }] of Object.entries(expected)) {
    expect(new Set(forwards).size, order).toBeGreaterThan(CARS);
    expect(forwards.slice(0, backwards.length), order).toEqual(backwards);
  }
  for (const servers of [[own, other], [other, own], [other]]) {
    for (const [order, { wasRefused, ...found }] of Object.entries(await read(...servers))) {
      const { wasRefused: _wasRefused, ...list } = expected[order] ?? {};
      expect(found, order).toEqual(list);
      expect(wasRefused, order).toBe(refused.some((by) => order.startsWith(by)));
    }
  }
}

async function everyCar(server: RunningServer): Promise<Data[]> {
  const cars: Data[] = [];
  let cursor: unknown;
  do {
    const page = await read(server, "car.list", { limit: 100, sort: { by: "id" }, cursor });
    cars.push(...(page.items as Data[])); // a list's output
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return cars;
}

type Data = Record<string, unknown> & { id: number };
type Answer = { result: { data: Data } };

async function post({ url }: RunningServer, path: string, input: object) {
  const answer = await fetch(`${url}/trpc/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return ((await answer.json()) as Answer).result.data;
}

async function read({ url }: RunningServer, path: string, input: object) {
  const answer = await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
  return ((await answer.json()) as Answer).result.data;
}

/** Who was counted to use what, as `pitstop status` shows it. */
async function uses(build: RegExp): Promise<string[]> {
  const { stdout } = await after.pitstop("status", "--json");
  const { uses: counted } = JSON.parse(stdout) as {
    uses: Record<"domain" | "attribute" | "kind" | "build", string>[] | null;
  };
  return (counted ?? [])
    .filter(({ build: by }) => build.test(by))
    .map(({ domain, attribute, kind, build: by }) => `${domain}.${attribute} ${kind} ${by}`);
}

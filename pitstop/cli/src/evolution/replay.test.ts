// A client of one version asks its own server and a newer one the same, from the same data: the answers are equal but for
// notices, timestamps and ids of requests. A newer client on an older server is answered alike or told to try again.
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { evolve, migrate, versionHeaders } from "../../test/versions/evolve.ts";
import { type Answered, answerTo, type Call, recorded } from "../../test/versions/replay.ts";
import { type RunningServer, serve } from "../../test/versions/revision.ts";
import {
  attributes,
  category,
  description,
  gauge,
  kinds,
  type OlderVersion,
  prepareOlderVersion,
  steps,
} from "../../test/versions/two-versions.ts";
import { attributeTypes } from "../attribute-types/index.ts";

const isLong = process.env.PITSTOP_LONG === "1";

let older: OlderVersion;
let after: PitstopCopy;
let calls: Awaited<ReturnType<typeof recorded>>;
let version: OlderVersion["version"];
let fresh: RunningServer;

beforeAll(async () => {
  older = await prepareOlderVersion();
  ({ version } = older);
  await older.onCluster("create database recorded template pitstop");
  const old = await serve(older.copy, older.urlOf("recorded"));
  calls = [
    ...(await recorded(old, gauge, attributes, version)),
    ...(await recorded(old, category, [description], version)),
  ];
  await old.stop();
  after = older.copy.withSharedData();
  await evolve(after, steps);
  await migrate(after, older.urlOf("pitstop"));
  await older.onCluster("create database replayed template pitstop");
  fresh = await serve(after, older.urlOf("replayed"));
});

afterAll(async () => {
  await fresh.stop();
  await after.remove();
  await older.remove();
});

test("the table of kinds names every attribute type", () => {
  expect(new Set(Object.keys(kinds))).toEqual(new Set(attributeTypes.keys()));
});

test("an older client notices nothing of what is removed, renamed, changed and added", async () => {
  expect(calls.length).toBeGreaterThan(600);
  const statuses = new Set(calls.map(({ answer }) => answer.status));
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 404, 409]));
  expect([...statuses].filter((status) => status >= 500)).toEqual([]);
  const different: { expected: Answered; answered: Answered }[] = [];
  for (const { call, answer: expected } of calls) {
    const answered = await answerTo(fresh, call, version);
    if (JSON.stringify(answered) !== JSON.stringify(expected)) different.push({ expected, answered });
  }
  expect(different.slice(0, 3)).toEqual([]);
});

test("what either server writes, the other one reads alike", async () => {
  const old = await serve(older.copy, older.urlOf("replayed"));
  onTestFinished(() => old.stop());
  const list = {
    path: `/trpc/gauge.list?input=${encodeURIComponent('{"limit":100,"sort":{"by":"id","direction":"desc"}}')}`,
    method: "GET" as const,
  };
  const both = () => Promise.all([old, fresh].map((server) => answerTo(server, list, version)));
  const values = Object.fromEntries(
    attributes.map(({ name, type, rules }) => [name, type.example(rules, 4)]),
  );
  for (const server of [old, fresh]) {
    const body = { ...gauge.required, ...values, categoryId: 2 };
    const made = await answerTo(server, { method: "POST", path: "/api/v1/gauges", body }, version);
    expect(made.status).toBe(201);
    const [one, other] = await both();
    expect(one).toEqual(other);
    expect(one?.body).toContain(made.body);
  }
});

test("a newer client is refused by an older server, nothing done, in domains that its version has changed", async () => {
  const old = await serve(older.copy, older.urlOf("recorded"));
  onTestFinished(() => old.stop());
  const newer = versionHeaders(after, ["gauge", "genre", "car"]);
  const count = "select count(*)::int, max(version) from gauges";
  const rowsBefore = await older.onCluster(count, "recorded");
  const asked: Call[] = [
    ...calls
      .filter(({ call, answer }) => call.path.startsWith("/trpc/gauge.") && answer.status !== 431)
      // The version decides it, whatever is asked.
      .filter((_, index) => isLong || index % 10 === 0)
      .map(({ call }) => call),
    { method: "GET", path: "/trpc/genre.list?input=%7B%7D" },
    { method: "POST", path: "/trpc/genre.create", body: { name: "Other" } },
    { method: "GET", path: "/api/v1/genres" },
  ];
  for (const call of asked) {
    const { status, body, headers } = await answerTo(old, call, newer);
    expect({ path: call.path, status, retry: headers["retry-after"] }).toEqual({
      path: call.path,
      status: 503,
      retry: "1",
    });
    expect(body).toContain("UNKNOWN_TO_THIS_VERSION");
  }
  expect(await older.onCluster(count, "recorded")).toEqual(rowsBefore);
  const cars = { method: "GET", path: "/trpc/car.list?input=%7B%22limit%22%3A4%7D" } as const;
  expect((await answerTo(old, cars, newer)).body).toBe((await answerTo(fresh, cars, newer)).body);
});

test("once it is purged, an older client is told to update, and its other calls work", async () => {
  const purged = after.withSharedData();
  onTestFinished(() => purged.remove());
  await evolve(purged, [["purge", {}]]);
  await migrate(purged, older.urlOf("replayed"));
  const server = await serve(purged, older.urlOf("replayed"));
  onTestFinished(() => server.stop());
  for (const { call } of calls.filter(({ answer }, index) => index % 20 === 0 && answer.status !== 431)) {
    const { status, body } = await answerTo(server, call, version);
    expect({ path: call.path, status }).toEqual({ path: call.path, status: 410 });
    expect(body).toMatch(/CLIENT_TOO_OLD|REMOVED/);
  }
  const cars = { method: "GET", path: "/trpc/car.list?input=%7B%7D" } as const;
  expect((await answerTo(server, cars, version)).status).toBe(200);
  const gauges = { method: "GET", path: "/api/v1/gauges?limit=1" } as const;
  expect((await answerTo(server, gauges, {})).status).toBe(200);
});

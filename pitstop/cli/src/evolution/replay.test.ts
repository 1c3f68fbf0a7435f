// A client of one version asks its own server and a newer one the same, from the same data: the answers are equal but for
// notices, timestamps and ids of requests. A newer client on an older server is answered alike or told to try again.
import { startPostgres } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { prepareCopy } from "../../test/prepared-copy.ts";
import type { AttributeCalls, DomainCalls } from "../../test/versions/calls.ts";
import { evolve, migrate, type Step, versionHeaders } from "../../test/versions/evolve.ts";
import { type Answered, answerTo, type Call, recorded } from "../../test/versions/replay.ts";
import { type RunningServer, serve } from "../../test/versions/revision.ts";
import { attributeTypes } from "../attribute-types/index.ts";

interface Kind {
  readonly words: string;
  /** SQL of the value of row n. */
  readonly values: string;
  /** Another type that can hold every value. */
  readonly to?: string;
}

/** How each attribute type is typed, and what it can become. */
const kinds: Readonly<Record<string, Kind>> = {
  string: { words: "string:40", values: "'Example ' || n % 9" },
  text: { words: "text", values: "'Text example ' || n % 9" },
  integer: { words: "integer", values: "n % 11", to: "string:20" },
  bigint: { words: "bigint", values: "n % 11", to: "string:20" },
  decimal: { words: "decimal:12,2", values: "n % 11 / 4.0", to: "string:20" },
  float: { words: "float", values: "n % 11 / 4.0", to: "string:30" },
  boolean: { words: "boolean", values: "n % 2 = 0", to: "string:10" },
  date: { words: "date", values: "date '2026-01-01' + n % 11", to: "string:40" },
  datetime: {
    words: "datetime",
    values: "timestamptz '2026-01-01 00:00:00Z' + n % 11 * interval '5 hours'",
    to: "string:40",
  },
  duration: { words: "duration", values: "n % 11 * interval '7 hours'", to: "string:40" },
  uuid: {
    words: "uuid",
    values: "('00000000-0000-4000-8000-' || lpad((n % 11)::text, 12, '0'))::uuid",
    to: "string:40",
  },
  json: { words: "json", values: "jsonb_build_object('n', n % 11)", to: "text" },
  enum: { words: "enum:red,green", values: "(array['red', 'green'])[1 + n % 2]", to: "string:20" },
  email: { words: "email", values: "'a' || n % 11 || '@example.org'" },
  url: { words: "url", values: "'https://example.org/' || n % 11" },
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
/** What becomes of an attribute. */
const fates = ["removed", "renamed", "changed"] as const;

const isLong = process.env.PITSTOP_LONG === "1";

/** The attributes of the older version: one of each type for each fate that it can have, or one of each type. */
const own = Object.entries(kinds).flatMap(([kind, stated], index) => {
  const possible = fates.filter((fate) => fate !== "changed" || stated.to !== undefined);
  const chosen = isLong ? possible : [possible[index % possible.length] ?? "removed"];
  return chosen.map((fate) => ({ fate, kind, ...stated, name: `${fate}${capital(kind)}` }));
});

const attributes: readonly AttributeCalls[] = own.flatMap(({ name, kind, words }) => {
  const type = attributeTypes.get(kind);
  const rules = words.split(":").slice(1).join(":").split(",").filter(Boolean);
  return type ? [{ name, type, rules: type.rules(rules) }] : [];
});

/** What clients of the older version call. */
const gauge: DomainCalls = {
  name: "gauge",
  plural: "gauges",
  required: { name: "New" },
  relations: { categoryId: [1, 2] },
};
const category: DomainCalls = { name: "category", plural: "categories", required: { name: "New" } };
const description: AttributeCalls = {
  name: "description",
  type: attributeTypes.get("text") as AttributeCalls["type"], // the example domain has one of this type
  rules: {},
};

/** The operations between the two versions. */
const steps: readonly Step[] = [
  ...own.map(({ fate, name, kind, to }): Step => {
    const attribute = { domain: "gauge", attribute: name };
    if (fate === "removed") return ["attribute:remove", attribute];
    if (fate === "renamed") return ["attribute:rename", { ...attribute, to: `now${capital(kind)}` }];
    return ["attribute:change", { ...attribute, type: to }];
  }),
  ["attribute:add", { domain: "gauge", attributes: ["added:integer", "seats:integer!=4"] }],
  ["attribute:add", { domain: "gauge", attributes: ["plate:string:20!"], backfill: "'P' || id" }],
  ["relation:remove", { domain: "gauge", relation: "category" }],
  ["domain:rename", { domain: "category", to: "genre" }],
];

const ROWS = 24;

let before: PitstopCopy;
let after: PitstopCopy;
let cluster: { url: string; stop: () => Promise<void> };
let calls: Awaited<ReturnType<typeof recorded>>;
let version: Record<string, string>;
let fresh: RunningServer;

beforeAll(async () => {
  before = await prepareCopy();
  const words = own.map(({ name, words: typed }) => `${name}:${typed}`);
  await evolve(before, [
    ["domain:create", { domain: "gauge", attributes: ["name:string:80!", ...words] }],
    ["relation:add", { domain: "gauge", target: "category" }],
  ]);
  cluster = await startPostgres({ folder: before.data });
  await migrate(before, urlOf("pitstop"));
  const columns = own.map(({ name }) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const values = own.map(({ values: sql }, index) => `case when n % ${5 + (index % 3)} > 0 then ${sql} end`);
  await onCluster(
    `insert into gauges (name, category_id, ${columns.join(", ")})
     select 'Gauge ' || n, case when n % 4 > 0 then 1 + n % 3 end, ${values.join(", ")} from generate_series(1, ${ROWS}) n`,
    "pitstop",
  );
  await onCluster("create database recorded template pitstop");
  version = versionHeaders(before, ["gauge", "category"]);
  const old = await serve(before, urlOf("recorded"));
  calls = [
    ...(await recorded(old, gauge, attributes, version)),
    ...(await recorded(old, category, [description], version)),
  ];
  await old.stop();
  after = before.withSharedData();
  await evolve(after, steps);
  await migrate(after, urlOf("pitstop"));
  await onCluster("create database replayed template pitstop");
  fresh = await serve(after, urlOf("replayed"));
});

afterAll(async () => {
  await fresh.stop();
  await cluster.stop();
  await after.remove();
  await before.remove();
});

test("the table above names every attribute type", () => {
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
  const old = await serve(before, urlOf("replayed"));
  onTestFinished(() => old.stop());
  const list = {
    path: `/trpc/gauge.list?input=${encodeURIComponent('{"limit":100}')}`,
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
  const old = await serve(before, urlOf("recorded"));
  onTestFinished(() => old.stop());
  const newer = versionHeaders(after, ["gauge", "genre", "car"]);
  const count = "select count(*)::int, max(version) from gauges";
  const rowsBefore = await onCluster(count, "recorded");
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
  expect(await onCluster(count, "recorded")).toEqual(rowsBefore);
  const cars = { method: "GET", path: "/trpc/car.list?input=%7B%22limit%22%3A4%7D" } as const;
  expect((await answerTo(old, cars, newer)).body).toBe((await answerTo(fresh, cars, newer)).body);
});

test("once it is purged, an older client is told to update, and its other calls work", async () => {
  const purged = after.withSharedData();
  onTestFinished(() => purged.remove());
  await evolve(purged, [["purge", {}]]);
  await migrate(purged, urlOf("replayed"));
  const server = await serve(purged, urlOf("replayed"));
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

async function onCluster(sql: string, database = "postgres"): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
const urlOf = (database: string): string => cluster.url.replace(/\/[^/]*$/, `/${database}`);

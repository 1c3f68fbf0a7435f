// Two servers behind nginx are replaced one after the other by those of another version, under the calls of one client. As
// docs/deploy.md says, what is added comes before the code that needs it, and what is purged goes after the code that did.

import { hasNginx, startNginx } from "@pitstop/http/testing/nginx";
import { freePort } from "@pitstop/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { evolve, migrate, versionHeaders } from "../../test/versions/evolve.ts";
import { type Answered, answerTo, type Call, recorded } from "../../test/versions/replay.ts";
import { type RunningServer, serve } from "../../test/versions/revision.ts";
import {
  attributes,
  gauge,
  type OlderVersion,
  prepareOlderVersion,
  renamed,
  steps,
} from "../../test/versions/two-versions.ts";

const CALLERS = 6;

type Version = Readonly<Record<string, string>>;

const isRun = process.env.PITSTOP_LONG === "1" && hasNginx();

let older: OlderVersion;
let newer: PitstopCopy;
let purged: PitstopCopy;
let ports: number[];
/** nginx, before the servers. */
let front: Pick<RunningServer, "url">;
let servers: RunningServer[] = [];
const start = (copy: PitstopCopy, port: number) =>
  serve(copy, older.urlOf("pitstop"), { port, drainTime: 1_500 });

beforeAll(async () => {
  if (!isRun) return;
  older = await prepareOlderVersion();
  newer = older.copy.withSharedData();
  await evolve(newer, steps);
  purged = newer.withSharedData();
  await evolve(purged, [["purge", {}]]);
  ports = [await freePort(), await freePort()];
});

afterAll(async () => {
  if (!isRun) return;
  for (const server of servers) await server.stop();
  for (const copy of [purged, newer]) await copy.remove();
  await older.remove();
});

/** Replaces the servers one after the other. */
async function release(copy: PitstopCopy): Promise<void> {
  for (const [index, port] of ports.entries()) {
    await servers[index]?.stop();
    servers[index] = await start(copy, port);
  }
}

/** Does work under calls that never pause; `ask` makes one of them and gives what is wrong with its answer. */
async function underCalls(ask: (turn: number) => Promise<unknown>, work: () => Promise<void>) {
  const wrong: unknown[] = [];
  const ended = new AbortController();
  let asked = 0;
  const load = Array.from({ length: CALLERS }, async () => {
    while (!ended.signal.aborted) {
      const found = await ask(asked++).catch((error: unknown) => error);
      if (found !== undefined) wrong.push(found);
    }
  });
  await work();
  ended.abort();
  await Promise.all(load);
  return { asked, wrong };
}

/** The reads that a client makes before its first write, with their answers. */
async function readsOf(version: Version): Promise<{ call: Call; answer: Answered }[]> {
  const copy = "create database reads template pitstop";
  for (const server of servers) await server.stop();
  await older.onCluster(copy);
  const isOlder = version === older.version;
  const server = await serve(isOlder ? older.copy : newer, older.urlOf("reads"));
  const calls = await recorded(server, gauge, isOlder ? attributes : renamed, version);
  await server.stop();
  await older.onCluster("drop database reads");
  const firstWrite = calls.findIndex(({ call }) => call.method !== "GET");
  // What nginx refuses by itself is no matter of versions.
  return calls.slice(0, firstWrite).filter(({ call }) => call.path.length < 8_000);
}

/** Reads one after the other, and gives what is answered otherwise. */
const comparing =
  (reads: readonly { call: Call; answer: Answered }[], version: Version) => async (turn: number) => {
    const read = reads[turn % reads.length] as (typeof reads)[number]; // there are hundreds
    const answered = await answerTo(front, read.call, version);
    const isSame = withoutCursors(answered) === withoutCursors(read.answer);
    return isSame ? undefined : { expected: read.answer, answered };
  };

/** A cursor names the columns that hold its order, of which a purge takes some; one of before is understood after it. */
const withoutCursors = (answer: Answered): string =>
  JSON.stringify(answer).replace(/(nextCursor|previousCursor)\\":\\"[\w-]+|(cursor)=[\w%-]+/g, "$1$2");

test.skipIf(!isRun)("older clients read the same through a release and through its rollback", async () => {
  const reads = await readsOf(older.version);
  expect(reads.length).toBeGreaterThan(300);
  servers = await Promise.all(ports.map((port) => start(older.copy, port)));
  front = { url: `http://127.0.0.1:${await startNginx(ports)}` };
  const { asked, wrong } = await underCalls(comparing(reads, older.version), async () => {
    await migrate(newer, older.urlOf("pitstop"));
    await release(newer);
    await release(older.copy);
  });
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(asked).toBeGreaterThan(reads.length);
});

test.skipIf(!isRun)("what older clients write through either server, the other one reads alike", async () => {
  front = { url: `http://127.0.0.1:${await startNginx(ports)}` };
  const values = Object.fromEntries(
    attributes.map(({ name, type, rules }) => [name, type.example(rules, 4)]),
  );
  const ask = async (path: string, body: unknown) => {
    const { status, body: text } = await answerTo(
      front,
      { method: "POST", path: `/trpc/gauge.${path}`, body },
      older.version,
    );
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return JSON.parse(text).result.data as { id: number; version: number };
  };
  const { asked, wrong } = await underCalls(
    async (turn) => {
      const created = await ask("create", { name: `Gauge ${turn}`, ...values, categoryId: 2 });
      const { id, version } = created;
      const path = `/trpc/gauge.byId?input=${encodeURIComponent(JSON.stringify({ id }))}`;
      const read = await answerTo(front, { method: "GET", path }, older.version);
      const changed = await ask("update", { id, version, ...values, name: "Changed" });
      await ask("delete", { id, version: changed.version });
      const isSame = JSON.stringify(JSON.parse(read.body).result?.data) === JSON.stringify(created);
      return isSame ? undefined : { created, read };
    },
    async () => {
      await release(newer);
      await release(older.copy);
      await release(newer);
    },
  );
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(asked).toBeGreaterThan(20);
});

test.skipIf(!isRun)("clients of the new version read the same while what is retired is purged", async () => {
  const version = versionHeaders(newer, ["gauge", "genre"]);
  const reads = await readsOf(version);
  expect(reads.length).toBeGreaterThan(50);
  servers = await Promise.all(ports.map((port) => start(newer, port)));
  front = { url: `http://127.0.0.1:${await startNginx(ports)}` };
  const { wrong } = await underCalls(comparing(reads, version), async () => {
    await release(purged);
    await migrate(purged, older.urlOf("pitstop"));
  });
  expect(wrong.slice(0, 3)).toEqual([]);
});

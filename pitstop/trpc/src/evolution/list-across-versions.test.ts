// A list that servers of two versions answer in turn is one list: each page goes on where the one before ended, whichever
// of them gave it, or the server says that it cannot.

import { createTestDatabase } from "@app/db/testing";
import { defineEntity, MikroORM, p } from "@mikro-orm/postgresql";
import { type RetiredEntry, record } from "@pitstop/database";
import { decimal, defineDomain, sortKeys } from "@pitstop/domain";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { access } from "../../test/access.ts";
import { recordColumns } from "../../test/record-columns.ts";
import { asApplication } from "../access/caller.ts";
import { type History, withVersion } from "../contract/history.ts";
import { beside } from "../crud/aside.ts";
import { encodeCursor } from "../crud/cursor.ts";
import type { Page } from "../crud/list.ts";
import { crudService } from "../crud/service.ts";
import { UnknownToThisVersion } from "../errors.ts";
import { evolvedCall } from "./call.ts";
import { Evolutions } from "./evolutions.ts";
import { Notices } from "./notices.ts";
import { type NamedDomain, surfaceOf } from "./surface.ts";

/** What tells the versions of kites apart, as clients say it. */
const fingerprints: Readonly<Record<string, string>> = { before: "00000001", after: "00000002" };

/** Both versions are recorded one after the other, as an operation does. */
let recorded: History = { versions: [], surfaces: {} };

const sortable = { sortable: true };
const statement = {
  name: "kite",
  plural: "kites",
  label: { one: "Kite", many: "Kites" },
  description: "What flies on a line.",
  title: "id",
  relations: {},
} as const;

const unchanged = { name: z.string().meta(sortable), model: z.guid().nullable().meta(sortable) };
const unchangedColumns = { name: p.string(), model: p.uuid().nullable() };

const attributesBefore = {
  ...unchanged,
  cloth: z.string().nullable().meta(sortable),
  tail: z.string().nullable().meta(sortable),
  lines: z.int().nullable().meta(sortable),
  weight: z.number().nullable().meta(sortable),
  price: decimal(12, 4).nullable().meta(sortable),
  flown: z.iso.datetime().nullable().meta(sortable),
  indoor: z.boolean().nullable().meta(sortable),
};

/** The schemas that retired attributes had. */
const retiredSchemas = Object.fromEntries(
  Object.entries(attributesBefore).map(([name, schema]) => [`kites.${name}`, schema]),
);

/** What each version says of kites, and what the database keeps for the one before it. */
const before = versionOf("before", {
  attributes: attributesBefore,
  columns: {
    ...unchangedColumns,
    cloth: p.string().nullable(),
    tail: p.string().nullable(),
    lines: p.integer().nullable(),
    weight: p.double().nullable(),
    price: p.decimal().precision(12).scale(4).nullable(),
    flown: p.datetime(3).nullable(),
    indoor: p.boolean().nullable(),
  },
  retired: [],
});

/** Renames `cloth`, takes `tail` out, adds `sail`, gives all others another type, and renames the last of them besides. */
const after = versionOf("after", {
  attributes: {
    ...unchanged,
    fabric: z.string().nullable().meta(sortable),
    sail: z.int().meta(sortable),
    lines: z.string().nullable().meta(sortable),
    weight: z.int().nullable().meta(sortable),
    price: decimal(12, 2).nullable().meta(sortable),
    flown: z.iso.date().nullable().meta(sortable),
    inside: z.string().nullable().meta(sortable),
  },
  columns: {
    ...unchangedColumns,
    fabric: p.string().nullable(),
    sail: p.integer(),
    lines: p.string().nullable().fieldName("lines_string"),
    weight: p.integer().nullable().fieldName("weight_integer"),
    price: p.decimal().precision(12).scale(2).nullable().fieldName("price_decimal"),
    flown: p.date().nullable().fieldName("flown_date"),
    inside: p.string().nullable(),
  },
  retired: [
    retired("cloth", "varchar(20)", { renamedTo: "fabric", replacedBy: "fabric" }),
    retired("tail", "varchar(20)"),
    retired("lines", "int", { replacedBy: "lines_string" }),
    retired("weight", "double precision", { replacedBy: "weight_integer" }),
    retired("price", "numeric(12,4)", { replacedBy: "price_decimal" }),
    retired("flown", "timestamptz(3)", { replacedBy: "flown_date" }),
    retired("indoor", "boolean", { replacedBy: "indoor_string" }),
    {
      ...retired("indoor", "varchar(5)", { renamedTo: "inside", replacedBy: "inside" }),
      column: "indoor_string",
    },
  ],
});

function retired(attribute: string, type: string, more: Partial<RetiredEntry> = {}): RetiredEntry {
  return { domain: "kite", table: "kites", attribute, column: attribute, type, ...more };
}

interface Stated {
  attributes: Parameters<typeof defineDomain>[0]["attributes"];
  columns: Parameters<typeof defineEntity>[0]["properties"];
  retired: RetiredEntry[];
}

/** Servers and clients of a version. */
function versionOf(name: string, { attributes, columns, retired: entries }: Stated) {
  const kite = defineDomain({ ...statement, attributes });
  const Entity = defineEntity({
    name: `Kite${name}`,
    tableName: "kites",
    properties: { ...record, ...columns },
  });
  const anyDomain = kite as unknown as Parameters<typeof crudService>[0]; // its attributes are none that TypeScript knows
  const surface = surfaceOf(anyDomain as unknown as NamedDomain, Entity as never);
  recorded = withVersion(recorded, name, { kite: surface });
  const evolutions = new Evolutions({
    domains: { kite: anyDomain as unknown as NamedDomain },
    entities: { kite: Entity as never },
    retired: entries,
    retiredSchemas,
    history: recorded,
    version: { contract: name, domains: { kite: fingerprints[name] ?? "" } },
  });
  const service = crudService(anyDomain, Entity, { access, domains: {}, retired: entries });
  let orm: MikroORM;
  return {
    name,
    async open(clientUrl: string) {
      orm = await MikroORM.init({ clientUrl, entities: [Entity] });
    },
    close: () => orm.close(),
    sortKeys: sortKeys(attributes),
    /** What a server of this version answers to a client of a version. */
    async list(input: unknown, contract: string | undefined): Promise<Page<{ id: number }>> {
      const fingerprint = fingerprints[contract ?? ""];
      const call = evolvedCall(evolutions, {
        path: "kite.list",
        deprecation: undefined,
        client: {
          build: "test",
          contract,
          fingerprints: fingerprint === undefined ? undefined : new Map([["kite", fingerprint]]),
        },
        notices: new Notices(),
        uses: undefined,
      });
      const accepted = kite.list.parse(call ? call.accept(input) : input);
      const answer = () => asApplication(() => service.list(orm.em.fork(), accepted));
      const page = await (call?.aside ? beside(call.aside, answer) : answer());
      return (call ? call.complete(page) : page) as Page<{ id: number }>; // every record has its id
    },
  };
}
type Version = ReturnType<typeof versionOf>;

const KITES = 24;
const LIMIT = 7;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await Promise.all([before, after].map((version) => version.open(database.url)));
  // Each column by itself: many equal values and many nulls, and an order of its own for each type.
  await database.orm.em.fork().execute(`
    create table kites (${recordColumns}, name varchar(20) not null, model uuid,
      cloth varchar(20), fabric varchar(20), tail varchar(20), sail int not null, lines int, lines_string varchar(20),
      weight double precision, weight_integer int, price numeric(12,4), price_decimal numeric(12,2),
      flown timestamptz(3), flown_date date, indoor boolean, indoor_string varchar(5), inside varchar(5));
    insert into kites (name, model, cloth, fabric, tail, sail, lines, lines_string, weight, weight_integer, price,
      price_decimal, flown, flown_date, indoor, indoor_string, inside, created_at)
    select 'Kite ' || n % 5, case when n % 4 > 0 then md5((n % 9)::text)::uuid end, cloth, cloth,
      case when n % 3 > 0 then 'tail ' || n % 4 end, n % 4, lines, lines::text, weight, round(weight), price, price,
      flown, (flown at time zone 'UTC')::date, indoor, indoor::text, indoor::text,
      '2026-01-01'::timestamptz + n % 6 * interval '1 ms'
    from generate_series(1, ${KITES}) n, lateral (select
      case when n % 5 > 0 then 'cloth ' || n % 3 end as cloth,
      case when n % 6 > 0 then n * 7 % 15 end as lines,
      case when n % 7 > 0 then n * 5 % 12 / 3.0 end as weight,
      case when n % 8 > 0 then n * 11 % 13 / 300.0 end as price,
      case when n % 6 > 0 then '2026-01-01T12:00:00Z'::timestamptz + n * 13 % 17 * interval '5 hours' end as flown,
      case when n % 5 > 0 then n % 2 = 0 end as indoor)`);
});

afterAll(async () => {
  await Promise.all([before.close(), after.close()]);
  await database.close();
});

/** Which server answers each page; the last answers those that follow too. */
const switches = [
  ["before"],
  ["after"],
  ["before", "after"],
  ["after", "before"],
  ["before", "after", "before", "after"],
  ["after", "before", "after", "before"],
];
const versions: Readonly<Record<string, Version>> = { before, after };

interface Sort {
  by: string;
  direction: "asc" | "desc";
}

/** The ids of a list, page by page there and back, as a client that tries again reads it, and how often it had to. */
async function read(client: Version, sort: Sort | undefined, servers: readonly string[]) {
  let refusals = 0;
  const page = async (number: number, cursor: string | null) => {
    const input = { limit: LIMIT, ...(sort && { sort }), ...(cursor !== null && { cursor }) };
    const server = versions[servers[Math.min(number, servers.length - 1)] ?? ""] as Version; // named above
    try {
      return await server.list(input, client.name);
    } catch (error) {
      if (!(error instanceof UnknownToThisVersion)) throw error;
      refusals++;
      return await client.list(input, client.name);
    }
  };
  const forwards: number[][] = [];
  let cursor: string | null = null;
  let previous: string | null = null;
  do {
    const { items, nextCursor, previousCursor } = await page(forwards.length, cursor);
    forwards.push(items.map(({ id }) => id));
    [cursor, previous] = [nextCursor, previousCursor];
  } while (cursor !== null && forwards.length < KITES);
  const backwards: number[][] = [];
  while (previous !== null && backwards.length < KITES) {
    const { items, previousCursor } = await page(backwards.length, previous);
    backwards.unshift(items.map(({ id }) => id));
    previous = previousCursor;
  }
  return {
    forwards: forwards.flat(),
    backwards: backwards.flat(),
    last: forwards.at(-1)?.length ?? 0,
    refusals,
  };
}

describe("an older client", () => {
  const sorts = before.sortKeys.flatMap((by) =>
    (["asc", "desc"] as const).map((direction): Sort => ({ by, direction })),
  );

  test.each(sorts)("reads one list by $by $direction, whichever servers answer", async (sort) => {
    const expected = await read(before, sort, ["before"]);
    expect(expected.forwards.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: KITES }, (_, n) => n + 1),
    );
    expect(expected.backwards).toEqual(expected.forwards.slice(0, KITES - expected.last));
    for (const servers of switches)
      expect(await read(before, sort, servers), servers.join(", ")).toEqual(expected);
  });

  test.each(sorts)("is given the same page by $by $direction, to the last byte", async (sort) => {
    let input: object = { limit: LIMIT, sort };
    for (;;) {
      const page = await before.list(input, "before");
      expect(JSON.stringify(await after.list(input, "before"))).toBe(JSON.stringify(page));
      if (page.nextCursor === null) break;
      input = { limit: LIMIT, sort, cursor: page.nextCursor };
    }
  });

  test.each([
    { cloth: { equals: "cloth 1" } },
    { tail: { contains: "2" } },
    { tail: { isNull: true } },
    { lines: { from: 3, to: 11 } },
    { lines: { in: [1, 14] } },
    { weight: { to: 2.5 } },
    { price: { from: "0.0100" } },
    { flown: { from: "2026-01-02T00:00:00.000Z" } },
    { indoor: { equals: true }, cloth: { isNull: false } },
  ])("finds the same by %j", async (filter) => {
    const expected = await before.list({ filter, limit: 100 }, "before");
    expect(expected.items.length).toBeGreaterThan(0);
    expect(expected.items.length).toBeLessThan(KITES);
    expect(JSON.stringify(await after.list({ filter, limit: 100 }, "before"))).toBe(JSON.stringify(expected));
  });

  test.each([
    { filter: { sail: { equals: 1 } } },
    { filter: { lines: { equals: "4" } } },
    { filter: { cloth: { like: "x" } } },
    { sort: { by: "fabric" } },
    { sort: { by: "rigging" } },
    { limit: 1000 },
    { rigging: 1 },
  ])("is refused %j in the same words", async (input) => {
    const refusal = (server: Version) => server.list(input, "before").then(JSON.stringify, issuesOf);
    expect(await refusal(after)).toEqual(await refusal(before));
  });
});

/** What an input was refused for. */
function issuesOf(error: unknown): unknown {
  const cause = error instanceof TRPCError ? error.cause : error;
  return cause instanceof z.ZodError ? cause.issues : error;
}

test("a client of after is refused by a server of before, whatever it asks of kites", async () => {
  for (const input of [{}, { sort: { by: "sail" } }, { filter: { name: { contains: "1" } } }])
    await expect(before.list(input, "after")).rejects.toBeInstanceOf(UnknownToThisVersion);
});

test("a cursor goes on without the order beside it, for callers that state no version", async () => {
  for (const by of before.sortKeys) {
    const first = await before.list({ limit: LIMIT, sort: { by } }, undefined);
    const cursor = first.nextCursor ?? "";
    const second = await before.list({ limit: LIMIT, sort: { by }, cursor }, undefined);
    const ids = (page: typeof first) => page.items.map(({ id }) => id);
    expect(ids(await before.list({ limit: LIMIT, cursor }, undefined)), by).toEqual(ids(second));
    expect(ids(await after.list({ limit: LIMIT, cursor }, undefined)), by).toEqual(ids(second));
  }
});

describe("of two versions, too,", () => {
  const by = (name: string, direction = "asc") => ({ limit: LIMIT, sort: { by: name, direction } });

  test.each(["cloth", "tail", "lines"])(
    "a cursor by %s belongs to a list in that order alone",
    async (name) => {
      const { nextCursor: cursor } = await before.list(by(name), "before");
      const other = name === "cloth" ? "tail" : "cloth";
      for (const input of [by(other), by("name"), by("name", "desc"), by(name, "desc")])
        await expect(after.list({ ...input, cursor }, "before"), JSON.stringify(input)).rejects.toMatchObject(
          {
            code: "BAD_REQUEST",
            message: "This cursor belongs to a list in a different order. Request the first page again.",
          },
        );
    },
  );

  test("an order that no server has any more is refused, and a name of no version is bad input", async () => {
    const cursor = encodeCursor({ columns: ["rigging"], direction: "asc" });
    await expect(after.list({ cursor }, undefined)).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      reason: "UNKNOWN_TO_THIS_VERSION",
    });
    await expect(after.list(by("rigging"), "after")).rejects.toBeInstanceOf(z.ZodError);
    for (const contract of [undefined, "before"])
      await expect(after.list(by("rigging"), contract)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

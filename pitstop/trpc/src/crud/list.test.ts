import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { roadsterApi } from "../../test/roadster-api.ts";
import { encodeCursor } from "./cursor.ts";

const api = roadsterApi();
const ROADSTERS = 240;

beforeAll(async () => {
  // Many equal values and many nulls: where keyset pagination goes wrong.
  await api.orm.em.fork().execute(`
    insert into homelands (name) values ('Europe'), ('Japan');
    insert into roadsters (name, color, homeland_id, created_at)
      select 'Roadster ' || n % 7, case when n % 3 = 0 then null else 'color ' || n % 4 end,
             case when n % 5 = 0 then null else 1 + n % 2 end,
             '2026-01-01'::timestamptz + (n % 11) * interval '1 ms'
      from generate_series(1, ${ROADSTERS}) n;
  `);
});

type Sort = NonNullable<NonNullable<Parameters<typeof api.call.roadster.list>[0]>["sort"]>;
const sorts = (["id", "name", "color", "createdAt", "updatedAt"] as const).flatMap((by) =>
  (["asc", "desc"] as const).map((direction): Sort => ({ by, direction })),
);

describe("pages", () => {
  test.each(sorts)(
    "sorted by $by $direction hold every roadster once, forwards and backwards",
    async (sort) => {
      const expected = await expectedOrder(sort);
      for (const limit of [7, 100]) {
        const forwards = await walk({ sort, limit }, "nextCursor");
        expect(forwards.ids).toEqual(expected);
        const backwards = await walk(
          { sort, limit, cursor: forwards.lastPage.previousCursor },
          "previousCursor",
        );
        const beforeLastPage = expected.slice(0, expected.length - forwards.lastPage.items.length);
        expect(backwards.pages.reverse().flatMap(({ items }) => items.map(({ id }) => id))).toEqual(
          beforeLastPage,
        );
      }
    },
  );

  test("stay right while rows come and go", async () => {
    const first = await api.call.roadster.list({ limit: 10, sort: { by: "name" } });
    const { id } = await api.call.roadster.create({ name: "AAA comes before all" });
    const second = await api.call.roadster.list({
      limit: 10,
      sort: { by: "name" },
      cursor: first.nextCursor ?? undefined,
    });
    await api.call.roadster.delete({ id });
    const ids = [...first.items, ...second.items].map((roadster) => roadster.id);
    expect(new Set(ids).size).toBe(20);
    expect(ids).toEqual((await expectedOrder({ by: "name", direction: "asc" })).slice(0, 20));
  });

  test("have 20 rows unless told otherwise, and no cursor where there is nothing more", async () => {
    const page = await api.call.roadster.list({});
    expect(page.items).toHaveLength(20);
    expect(page).toMatchObject({ nextCursor: expect.any(String), previousCursor: null });
    const [first] = page.items;
    expect(await api.call.roadster.list({ filter: { id: { equals: first?.id } } })).toEqual({
      items: [first],
      nextCursor: null,
      previousCursor: null,
    });
  });

  test("carry the homeland of each roadster, in one query however many rows", async () => {
    const { items } = await api.call.roadster.list({ limit: 100 });
    expect(items.filter(({ homeland }) => homeland !== null).length).toBeGreaterThan(50);
    for (const { homeland } of items) expect([null, "Europe", "Japan"]).toContain(homeland?.name ?? null);
  });
});

describe("filters", () => {
  test("hold each by itself and together", async () => {
    const count = async (filter: Parameters<typeof api.call.roadster.count>[0]["filter"]) =>
      (await api.call.roadster.count({ filter })).count;
    expect(await count({ color: { isNull: true } })).toBe(ROADSTERS / 3);
    expect(await count({ color: { isNull: false } })).toBe(ROADSTERS - ROADSTERS / 3);
    expect(await count({ name: { equals: "Roadster 1" } })).toBe(
      await count({ name: { in: ["Roadster 1"] } }),
    );
    expect(await count({ name: { in: [] } })).toBe(0);
    expect(await count({ name: { contains: "er 1" } })).toBe(await count({ name: { equals: "Roadster 1" } }));
    expect(await count({ name: { from: "Roadster 5", to: "Roadster 6" } })).toBe(
      await count({ name: { in: ["Roadster 5", "Roadster 6"] } }),
    );
    expect(await count({ homelandId: { isNull: true } })).toBe(ROADSTERS / 5);
    expect((await count({ homelandId: { equals: 1 } })) + (await count({ homelandId: { equals: 2 } }))).toBe(
      ROADSTERS - ROADSTERS / 5,
    );
    expect(await count({ createdAt: { to: "2026-01-01T00:00:00.000Z" } })).toBe(
      await count({ createdAt: { equals: "2026-01-01T00:00:00.000Z" } }),
    );
    expect(await count({ color: { isNull: true }, homelandId: { isNull: true } })).toBe(ROADSTERS / 15);
  });

  test("follow along the pages", async () => {
    const { ids } = await walk(
      { filter: { color: { equals: "color 1" } }, sort: { by: "name" }, limit: 7 },
      "nextCursor",
    );
    expect(ids).toHaveLength(
      (await api.call.roadster.count({ filter: { color: { equals: "color 1" } } })).count,
    );
  });
});

describe("search", () => {
  test("finds text in any searchable attribute, in either case", async () => {
    expect((await api.call.roadster.count({ search: "ROADSTER 3" })).count).toBe(
      (await api.call.roadster.count({ filter: { name: { equals: "Roadster 3" } } })).count,
    );
    expect((await api.call.roadster.count({ search: "color 2" })).count).toBeGreaterThan(0);
  });

  test("takes wildcards as the characters they are", async () => {
    for (const search of ["%", "_", "\\", "Roadster_1", "R%1"])
      expect((await api.call.roadster.count({ search })).count).toBe(0);
  });
});

describe("cursors", () => {
  test("that are made up or tampered with are refused", async () => {
    const { nextCursor } = await api.call.roadster.list({ limit: 5, sort: { by: "color" } });
    const cursor = nextCursor ?? "";
    await fc.assert(
      fc.asyncProperty(
        fc.nat(cursor.length - 1),
        fc.constantFrom(..."abcXYZ019-_"),
        async (place, character) => {
          fc.pre(cursor[place] !== character);
          const tampered = cursor.slice(0, place) + character + cursor.slice(place + 1);
          fc.pre(Buffer.from(tampered, "base64url").compare(Buffer.from(cursor, "base64url")) !== 0);
          await expect(
            api.call.roadster.list({ cursor: tampered, sort: { by: "color" } }),
          ).rejects.toMatchObject({
            code: "BAD_REQUEST",
          });
        },
      ),
      { numRuns: 300 },
    );
    for (const nonsense of ["", " ", "null", "e30", "🚗", "x".repeat(4000)]) {
      if (nonsense === "") continue;
      await expect(api.call.roadster.list({ cursor: nonsense })).rejects.toMatchObject({
        code: "BAD_REQUEST",
      });
    }
  });

  test("of a list in another order are refused with what to do", async () => {
    const { nextCursor } = await api.call.roadster.list({ limit: 5, sort: { by: "color" } });
    await expect(
      api.call.roadster.list({ cursor: nextCursor ?? "", sort: { by: "name" } }),
    ).rejects.toMatchObject({
      message: "This cursor belongs to a list in a different order. Request the first page again.",
    });
  });

  test("say by themselves in which order their list goes on", async () => {
    const sort = { by: "color", direction: "desc" } as const;
    const first = await api.call.roadster.list({ limit: 5, sort });
    const cursor = first.nextCursor ?? "";
    const second = await api.call.roadster.list({ limit: 5, sort, cursor });
    expect(await api.call.roadster.list({ limit: 5, cursor })).toEqual(second);
    expect(await api.call.roadster.list({ limit: 5, cursor: beginning("color") })).toEqual(first);
  });

  test("in an order that only another version has are refused, for a server that has it to answer", async () => {
    await expect(api.call.roadster.list({ cursor: beginning("wheels") })).rejects.toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      message: expect.stringMatching(/^The order of this list of roadsters is unknown to the version/),
    });
    await expect(api.client.roadster.list.query({ cursor: beginning("wheels") })).rejects.toMatchObject({
      data: { httpStatus: 503, reason: "UNKNOWN_TO_THIS_VERSION" },
    });
  });

  test("give away no column that lists are not ordered by", async () => {
    for (const column of ["version", "homeland_id", 'name" desc --'])
      await expect(api.call.roadster.list({ cursor: beginning(column) })).rejects.toMatchObject({
        code: "SERVICE_UNAVAILABLE",
      });
  });

  test("with a value that the order cannot have are refused", async () => {
    const place = { value: "soon", id: 1, backward: false };
    const cursor = encodeCursor({ columns: ["created_at"], direction: "asc", place });
    await expect(api.call.roadster.list({ cursor })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

const beginning = (column: string): string => encodeCursor({ columns: [column], direction: "desc" });

async function expectedOrder({ by, direction }: Sort): Promise<number[]> {
  const column = by.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const rows = await api.orm.em
    .fork()
    .execute<{ id: string }[]>(`select id from roadsters order by ${column} ${direction}, id ${direction}`);
  return rows.map(({ id }) => Number(id));
}

async function walk(
  request: Omit<NonNullable<Parameters<typeof api.call.roadster.list>[0]>, "cursor"> & {
    cursor?: string | null;
  },
  follow: "nextCursor" | "previousCursor",
) {
  const pages: Awaited<ReturnType<typeof api.call.roadster.list>>[] = [];
  let cursor = request.cursor ?? undefined;
  do {
    pages.push(await api.call.roadster.list({ ...request, cursor }));
    cursor = pages.at(-1)?.[follow] ?? undefined;
  } while (cursor && pages.length < 100);
  const lastPage = pages.at(-1);
  if (!lastPage) throw new Error("There is always a first page.");
  return { pages, lastPage, ids: pages.flatMap(({ items }) => items.map(({ id }) => id)) };
}

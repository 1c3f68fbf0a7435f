// Rows of another program: whatever PostgreSQL takes for a column can be read, listed, sorted, filtered and repaired.
import { createSpecimenTable } from "@pitstop/trpc/test/specimens";
import { beforeAll, describe, expect, test } from "vitest";
import { json, mutation, query, testServer } from "../test/index.ts";

const server = testServer(() => ({ prepare: createSpecimenTable }));

interface Specimen {
  id: number | string;
  version: number;
  [attribute: string]: unknown;
}

interface Page {
  items: Specimen[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/** What each column holds by SQL, in its own order, and what answers call it. */
const stored: Readonly<Record<string, readonly (readonly [sql: string, answer: unknown])[]>> = {
  text: [
    ["''", ""],
    ["' '", " "],
    ["repeat('x', 900)", "x".repeat(900)],
  ],
  email: [
    ["''", ""],
    ["'nobody'", "nobody"],
  ],
  url: [
    ["''", ""],
    ["'javascript:alert(1)'", "javascript:alert(1)"],
  ],
  choice: [
    ["''", ""],
    ["'oak'", "oak"],
    ["'pine'", "pine"],
  ],
  uuid: [
    ["'00000000-0000-0000-0000-000000000000'", "00000000-0000-0000-0000-000000000000"],
    ["'11111111-1111-1111-1111-111111111111'", "11111111-1111-1111-1111-111111111111"],
    ["'ffffffff-ffff-ffff-ffff-ffffffffffff'", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  ],
  integer: [
    ["-2147483648", -2147483648],
    ["0", 0],
    ["2147483647", 2147483647],
  ],
  whole: [
    ["-9223372036854775808", "-9223372036854775808"],
    ["-9007199254740992", "-9007199254740992"],
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", "9007199254740993"],
    ["9223372036854775807", "9223372036854775807"],
  ],
  bigint: [
    ["-9223372036854775808", "-9223372036854775808"],
    ["0", "0"],
    ["9007199254740993", "9007199254740993"],
    ["9223372036854775807", "9223372036854775807"],
  ],
  float: [
    ["'-Infinity'", "-Infinity"],
    ["-1.7976931348623157e308", -1.7976931348623157e308],
    ["5e-324", 5e-324],
    ["0.1", 0.1],
    ["'Infinity'", "Infinity"],
    ["'NaN'", "NaN"],
  ],
  decimal: [
    ["'-Infinity'", "-Infinity"],
    ["-0.000000000000000000000000000001", "-0.000000000000000000000000000001"],
    ["12345678901234567890123.4500", "12345678901234567890123.4500"],
    ["'Infinity'", "Infinity"],
    ["'NaN'", "NaN"],
  ],
  date: [
    ["'-infinity'", "-infinity"],
    ["'4713-01-01 BC'", "-004712-01-01"],
    ["'0044-03-15 BC'", "-000043-03-15"],
    ["'0001-02-29 BC'", "0000-02-29"],
    ["'0001-01-01'", "0001-01-01"],
    ["'9999-12-31'", "9999-12-31"],
    ["'12024-02-29'", "+012024-02-29"],
    ["'5874897-12-31'", "+5874897-12-31"],
    ["'infinity'", "infinity"],
  ],
  datetime: [
    ["'-infinity'", "-infinity"],
    ["'4713-01-01 00:00Z BC'", "-004712-01-01T00:00:00.000Z"],
    ["'0044-03-15 12:30Z BC'", "-000043-03-15T12:30:00.000Z"],
    ["'0001-12-31 23:59:59.999Z BC'", "0000-12-31T23:59:59.999Z"],
    ["'2026-01-31 12:00:00.000001Z'", "2026-01-31T12:00:00.000Z"],
    ["'2026-01-31 12:00:00.000002Z'", "2026-01-31T12:00:00.000Z"],
    ["'9999-12-31 23:59:59.999Z'", "9999-12-31T23:59:59.999Z"],
    ["'12024-01-31 12:00Z'", "+012024-01-31T12:00:00.000Z"],
    ["'294276-12-31 23:59Z'", "+294276-12-31T23:59:00.000Z"],
    ["'infinity'", "infinity"],
  ],
  duration: [
    ["'-178956970 years'", "P-178956970Y"],
    ["'-1 day -2.5 seconds'", "P-1DT-2.5S"],
    ["'0'", "PT0S"],
    ["'0.000001 seconds'", "PT0.000001S"],
    ["'90 minutes'", "PT1H30M"],
    ["'1 day -1 hour'", "P1DT-1H"],
    ["'2 weeks'", "P14D"],
    ["'14 months 3 days 4:05:06.789'", "P1Y2M3DT4H5M6.789S"],
  ],
  json: [
    ["'null'", null],
    ["'1'", 1],
    [`'"text"'`, "text"],
    [`'{"deep": [{"empty": null}]}'`, { deep: [{ empty: null }] }],
  ],
};

/** What PostgreSQL keeps, and JavaScript would round. */
const HUGE_NUMBERS = '{"huge": 1e400, "long": 12345678901234567890.5}';

const attributes = Object.keys(stored);
const sortableOnes = attributes.filter((name) => name !== "json");

beforeAll(async () => {
  const rows = Object.entries(stored).flatMap(([name, values]) =>
    values.map(([sql]) => `insert into specimens (${name}) values (${sql})`),
  );
  await server.orm.em
    .fork()
    .execute(
      [
        ...rows,
        `insert into specimens (json) values ('${HUGE_NUMBERS}')`,
        "insert into specimens (id, note, origin_id) values (0, 'zero', 0), (-1, 'minus', 0)",
        "insert into specimens (id, note) values (9223372036854775807, 'last')",
        "insert into specimens (note, origin_id) values ('from the last', 9223372036854775807)",
        "insert into specimens (created_at, updated_at) values ('infinity', '-infinity'), ('0044-03-15 BC', '12024-01-01')",
      ].join(";\n"),
    );
});

const rest = async <Body>(path: string): Promise<Body> => {
  const answer = await server.send({ path: `/api/v1/specimens${path}` });
  expect(answer.status, answer.body).toBe(200);
  return json<Body>(answer);
};
const trpc = async <Body>(procedure: string, input: unknown): Promise<Body> => {
  const answer = await server.send(query(`specimen.${procedure}`, input));
  expect(answer.status, answer.body).toBe(200);
  return json<{ result: { data: Body } }>(answer).result.data;
};

/** The whole list in one order, page by page and back again, by REST and by tRPC. */
async function wholeList(by: string, direction: "asc" | "desc"): Promise<Specimen[]> {
  const forward: Specimen[] = [];
  let cursor: string | null = null;
  let last: Page | undefined;
  do {
    last = await rest<Page>(
      `?limit=23&sort=${direction === "desc" ? "-" : ""}${by}${cursor ? `&cursor=${cursor}` : ""}`,
    );
    forward.push(...last.items);
    cursor = last.nextCursor;
  } while (cursor !== null);
  const backward: Specimen[] = [...last.items].reverse();
  for (cursor = last.previousCursor; cursor !== null; ) {
    const page: Page = await trpc("list", { limit: 23, cursor });
    backward.push(...[...page.items].reverse());
    cursor = page.previousCursor;
  }
  expect(backward.toReversed()).toEqual(forward);
  return forward;
}

describe("rows with values of another program", () => {
  test.each(sortableOnes)("are all listed in the order of %s, both ways and page by page", async (name) => {
    const { count } = await rest<{ count: number }>("/count");
    const ascending = await wholeList(name, "asc");
    expect(ascending).toHaveLength(count);
    expect(ascending.map((row) => row[name]).filter((value) => value !== null)).toEqual(
      stored[name]?.map(([, answer]) => answer),
    );
    expect((await wholeList(name, "desc")).map(({ id }) => id)).toEqual(
      ascending.map(({ id }) => id).toReversed(),
    );
  });

  test.each(["createdAt", "updatedAt", "id"])("are all listed in the order of %s", async (name) => {
    const { count } = await trpc<{ count: number }>("count", {});
    expect(new Set((await wholeList(name, "asc")).map(({ id }) => id)).size).toBe(count);
    expect(await wholeList(name, "desc")).toHaveLength(count);
  });

  test.each(
    sortableOnes
      .filter((name) => name !== "choice")
      .flatMap((name) => (stored[name] ?? []).map(([sql, answer]) => [name, sql, answer] as const)),
  )("are found by what they hold: %s %s", async (name, sql, answer) => {
    // Of the moments that answers show alike, the first is the one that a filter means.
    if (sql.endsWith("000001Z'") || sql.endsWith("000002Z'")) return;
    const { items } = await trpc<Page>("list", { filter: { [name]: { equals: answer } } });
    expect(items.map((row) => row[name])).toEqual([answer]);
    const written = encodeURIComponent(String(answer));
    expect((await rest<Page>(`?${name}=${written}`)).items).toEqual(items);
    expect((await rest<Page>(`?${name}.in=${written}`)).items).toEqual(items);
    if (!["uuid"].includes(name))
      expect((await rest<Page>(`?${name}.from=${written}&${name}.to=${written}`)).items).toEqual(items);
  });
});

test("a record that is called by an empty title has its id as its name", async () => {
  const { items } = await rest<Page>("?note=minus");
  expect(items[0]?.origin).toEqual({ id: 0, name: "0" });
});

test("an id that JavaScript would round is a text of its digits, everywhere", async () => {
  const id = "9223372036854775807";
  expect(await rest<Specimen>(`/${id}`)).toMatchObject({ id, note: "last" });
  expect(await trpc<Specimen>("byId", { id })).toMatchObject({ id });
  expect((await rest<Page>(`?originId=${id}`)).items[0]).toMatchObject({
    note: "from the last",
    origin: { id },
  });
});

test("numbers in JSON keep all of their digits", async () => {
  const answer = await server.send({ path: "/api/v1/specimens?json.isNull=false&limit=100" });
  expect(answer.body).toContain(`{"huge":1${"0".repeat(400)},"long":12345678901234567890.5}`);
  const called = await server.send(
    query("specimen.list", { filter: { json: { isNull: false } }, limit: 100 }),
  );
  expect(called.body).toContain(`"long":12345678901234567890.5}`);
});

test("the null of JSON is found as the empty value that answers show", async () => {
  const { items } = await rest<Page>("?json.isNull=true&limit=100");
  const { count } = await rest<{ count: number }>("/count?json.isNull=true");
  expect(items.every((row) => row.json === null)).toBe(true);
  const filled = await rest<Page>("?json.isNull=false&limit=100");
  expect(filled.items).toHaveLength(4);
  expect((await rest<{ count: number }>("/count")).count).toBe(count + 4);
});

test("rows with such values are repaired by a change of another attribute, and of the odd one", async () => {
  const { items } = await trpc<Page>("list", { limit: 100 });
  for (const { id, version } of items) {
    const changed = await server.send({
      method: "PATCH",
      path: `/api/v1/specimens/${id}`,
      headers: { "content-type": "application/json", "if-match": "*" },
      body: JSON.stringify({ note: "noted" }),
    });
    expect(changed.status, changed.body).toBe(200);
    const repaired = await server.send(
      mutation("specimen.update", { id, version: version + 1, text: "repaired" }),
    );
    expect(repaired.status, repaired.body).toBe(200);
    expect(json(repaired)).toMatchObject({ result: { data: { id, note: "noted", text: "repaired" } } });
    expect(await rest<Specimen>(`/${id}`)).toMatchObject({ id, text: "repaired", version: version + 2 });
  }
});

describe("a number in JSON that JavaScript would round is refused, and nothing is done", () => {
  const INPUTS = [
    `{"note":"long","json":{"n":12345678901234567890}}`,
    `{"note":"long","json":[1,[{"n":0.12345678901234567890}]]}`,
    `{"note":"long","json":[1e400]}`,
    `{"note":"long","json":[9007199254740993, 1]}`,
  ];
  const headers = { "content-type": "application/json" };
  const count = async () => (await rest<{ count: number }>("/count")).count;

  test.each(INPUTS)("%s", async (body) => {
    const before = await count();
    const byRest = await server.send({ method: "POST", path: "/api/v1/specimens", headers, body });
    expect(byRest.status).toBe(400);
    expect(json(byRest)).toMatchObject({ fields: { json: [expect.stringContaining("would be rounded")] } });
    const alone = await server.send({ method: "POST", path: "/trpc/specimen.create", headers, body });
    expect(alone.status).toBe(400);
    expect(json(alone)).toMatchObject({ error: { data: { fields: { json: [expect.any(String)] } } } });
    const path = "/trpc/specimen.create,specimen.create?batch=1";
    const batch = await server.send({ method: "POST", path, headers, body: `{"0":${body},"1":${body}}` });
    expect(batch.status).toBe(400);
    expect(await count()).toBe(before);
  });

  test("by a filter too", async () => {
    const json = encodeURIComponent(`{"n":12345678901234567890}`);
    expect((await server.send({ path: `/api/v1/specimens?json=${json}` })).status).toBe(400);
  });

  test("and one that is only written at length is kept", async () => {
    const body = `{"note":"short","json":{"n":[1.50000000000000000000,10000000000000000000000,0.1]},"float":1.10000000000000009}`;
    const answer = await server.send({ method: "POST", path: "/api/v1/specimens", headers, body });
    expect(answer.status).toBe(201);
    expect(json(answer)).toMatchObject({ json: { n: [1.5, 1e22, 0.1] }, float: 1.1 });
  });
});

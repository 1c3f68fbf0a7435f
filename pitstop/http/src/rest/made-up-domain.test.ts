import { createTestDatabase } from "@app/db/testing";
import { ClientUses } from "@pitstop/trpc";
import { openApiDocument, restOperations } from "@pitstop/trpc/rest";
import { api, servedApi } from "@pitstop/trpc/test/application";
import { createMadeUpTable, madeUpDomains, madeUpRouter } from "@pitstop/trpc/test/made-up-domain";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json, portOf, send } from "../../test/index.ts";
import { Admission } from "../admission.ts";
import { addAuthentication, everyone } from "../authentication.ts";
import { addRequestContext } from "../request-context.ts";
import { serveRest } from "./serve-rest.ts";

const operations = restOperations(madeUpRouter, madeUpDomains, api.evolutions);
const database = {} as Awaited<ReturnType<typeof createTestDatabase>>; // filled before the first test runs
const server = Fastify();

beforeAll(async () => {
  Object.assign(database, await createTestDatabase());
  await createMadeUpTable(database.orm);
  await serveRest(
    server,
    { ...servedApi(), operations, formerOperations: [] },
    {
      contextOf: addRequestContext(server, { orm: database.orm, uses: new ClientUses() }),
      admission: new Admission(40),
      authenticateCalls: addAuthentication(server, database.orm, everyone(api.definition.access)),
    },
  );
  await server.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

interface Boat {
  id: number;
  name: string;
  version: number;
}

const get = (path: string) => send(portOf(server), { path });
const write = (method: string, path: string, body: unknown) =>
  send(portOf(server), {
    method,
    path,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const namesAt = async (query: string) =>
  json<{ items: Boat[] }>(await get(`/api/v1/boats?${query}`)).items.map(({ name }) => name);

describe("a domain that nobody wrote a line of REST for", () => {
  const vasa = {
    name: "Vasa",
    limit: 445,
    price: "12345678.90",
    length: 69.5,
    sails: true,
    launchedOn: "1627-03-01",
    kind: "yacht",
    extras: { guns: 64 },
    hull: "oak",
  };

  test("has its own addresses, from create to delete", async () => {
    const created = await write("POST", "/api/v1/boats", vasa);
    expect(created.status).toBe(201);
    expect(json(created)).toMatchObject({ ...vasa, id: 1, version: 1 });
    const changed = await write("PATCH", "/api/v1/boats/1", { version: 1, limit: 400 });
    expect(json(changed)).toMatchObject({ limit: 400, version: 2 });
    expect((await get("/api/v1/boats/1")).body).toBe(changed.body);
    expect(json(await get("/api/v1/boats/count"))).toEqual({ count: 1, exact: true });
    expect((await send(portOf(server), { method: "DELETE", path: "/api/v1/boats/1" })).status).toBe(204);
    expect((await get("/api/v1/boats/1")).status).toBe(404);
  });

  test.each([
    ["limit=1&sort=name", ["Raft"]],
    ["limit.equals=445", ["Vasa"]],
    ["limit.from=100&limit.to=445", ["Vasa"]],
    ["limit.isNull=true", ["Raft"]],
    ["price.from=12345678.9", ["Vasa"]],
    ["price=0.10", ["Raft"]],
    ["length=69.5", ["Vasa"]],
    ["length.to=69.50", ["Vasa"]],
    ["sails=true", ["Vasa"]],
    ["sails=false", ["Raft"]],
    ["launchedOn.to=1700-01-01", ["Vasa"]],
    ["kind=barge", ["Raft"]],
    ["kind.in=barge&kind.in=yacht&sort=-name", ["Vasa", "Raft"]],
    [`extras=${encodeURIComponent('{"guns":64}')}`, ["Vasa"]],
    ["hull.contains=OA", ["Vasa"]],
  ])("is filtered by every kind of attribute: %s", async (query, names) => {
    await database.orm.em.fork().execute(`truncate made_up_boats restart identity`);
    await write("POST", "/api/v1/boats", vasa);
    await write("POST", "/api/v1/boats", { name: "Raft", price: "0.1", sails: false, kind: "barge" });
    expect(await namesAt(query)).toEqual(names);
  });

  test.each([
    "price=cheap",
    "length=long",
    "length=1,5",
    "kind=ship",
    "launchedOn=1627",
    "extras={",
    "sails=1",
  ])("and refuses what does not fit: %s", async (query) => {
    const answer = await get(`/api/v1/boats?${query}`);
    expect(answer.status).toBe(400);
    expect(Object.keys(json<{ fields: object }>(answer).fields)).toEqual([query.split("=")[0]]);
  });
});

describe("a procedure of another kind", () => {
  test("is a GET by its name where it asks for something", async () => {
    const answer = await get("/api/v1/boats/how-many?longerThan=1.5&among=1&among=2&among=3");
    expect(json(answer)).toEqual({ boats: 2 });
    const missing = await get("/api/v1/boats/how-many");
    expect(missing.status).toBe(400);
    expect(json<{ fields: object }>(missing).fields).toHaveProperty("longerThan");
  });

  test("is a POST by its name where it changes something", async () => {
    const answer = await write("POST", "/api/v1/boats/set-sail", { id: 1, knots: 5.5 });
    expect(answer.status).toBe(200);
    expect(json(answer)).toEqual({ id: 1, knots: 5.5 });
    expect((await write("POST", "/api/v1/boats/set-sail", { id: 1 })).status).toBe(400);
    expect((await get("/api/v1/boats/set-sail")).status).toBe(405);
  });

  test("has a place where it belongs to no domain", async () => {
    expect(json(await get("/api/v1/harbour/is-open"))).toBe(true);
  });
});

describe("the document", () => {
  const document = openApiDocument(operations, {
    api: { ...api.definition, domains: madeUpDomains },
    seeded: {},
    origin: "https://boats.example",
  });
  const boats = document.paths["/api/v1/boats"];
  const properties = (name: string) => document.components.schemas[name]?.properties;

  test("lists all of them", () => {
    expect(Object.keys(document.paths)).toEqual([
      "/api/v1/boats",
      "/api/v1/boats/count",
      "/api/v1/boats/{id}",
      "/api/v1/boats/how-many",
      "/api/v1/boats/set-sail",
      "/api/v1/harbour/is-open",
    ]);
  });

  test("says of an attribute that it is deprecated, and until when it stays, wherever it stands", () => {
    const deprecated = { deprecated: true, "x-sunset": "2027-06-30" };
    for (const schema of ["Boat", "BoatCreate", "BoatUpdate"]) {
      expect(properties(schema)?.hull, schema).toMatchObject(deprecated);
      expect(properties(schema)?.name, schema).not.toHaveProperty("deprecated");
    }
    expect(boats?.get?.parameters).toContainEqual(
      expect.objectContaining({
        name: "hull",
        deprecated: true,
        description: expect.stringContaining("2027-06-30"),
      }),
    );
  });

  test("says of every operation of a domain that it is deprecated, and until when it stays", () => {
    const going = { ...madeUpDomains.boat, deprecated: true, sunset: "2027-06-30" };
    const domains = { boat: going };
    const { paths } = openApiDocument(restOperations(madeUpRouter, domains, api.evolutions), {
      api: { ...api.definition, domains },
      seeded: {},
      origin: "https://boats.example",
    });
    for (const path of ["/api/v1/boats", "/api/v1/boats/{id}", "/api/v1/boats/how-many"])
      for (const operation of Object.values(paths[path] ?? {}))
        expect(operation, path).toMatchObject({
          deprecated: true,
          description: expect.stringMatching(/^Deprecated\. It may be gone from 2027-06-30 on\./),
        });
    expect(paths["/api/v1/harbour/is-open"]?.get).not.toHaveProperty("deprecated");
  });

  test("says of a procedure that it is deprecated, and how it is called until then", () => {
    const { post } = document.paths["/api/v1/boats/set-sail"] ?? {};
    expect(post?.deprecated).toBe(true);
    expect(boats?.post).not.toHaveProperty("deprecated");
    const example = post?.requestBody?.content["application/json"].example;
    expect(example).toEqual({ id: expect.any(Number), knots: expect.any(Number) });
    expect(post?.["x-codeSamples"][1]?.source).toContain("knots");
    const howMany = document.paths["/api/v1/boats/how-many"]?.get;
    expect(howMany?.["x-codeSamples"][0]?.source).toMatch(/how-many\\\n\?longerThan=1"$/);
  });

  test("has an example of each kind of value that is valid itself", () => {
    const example = boats?.post?.requestBody?.content["application/json"].example;
    expect(madeUpDomains.boat.create.safeParse(example).error).toBeUndefined();
    expect(example).not.toHaveProperty("hull");
  });
});

import { seedExamples, seedWhenEmpty } from "@app/db";
import { openApiDocument } from "@pitstop/trpc/rest";
import { api, servedApi } from "@pitstop/trpc/test/application";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { json, startServer } from "../../test/index.ts";
import { roadsterServer } from "../../test/roadsters.ts";

const running = roadsterServer();

beforeAll(async () => {
  await seedWhenEmpty(running.orm.em);
  await running.orm.em.fork().execute(`
    insert into homelands (name) values ('Europe');
    insert into roadsters (name, color, homeland_id) values ('Spider', 'black', 1), ('Elise', 'red', 1)`);
});

type Document = ReturnType<typeof openApiDocument>;

const readDocument = async () =>
  json<Document>(await running.send({ path: "/openapi.json", headers: own() }));
const own = () => ({ host: `127.0.0.1:${running.port}` });

describe("the OpenAPI document", () => {
  test("names each operation once, and says of each what it answers", async () => {
    const { paths } = await readDocument();
    const operations = Object.values(paths).flatMap((path) => Object.values(path ?? {}));
    const ids = operations.map((operation) => operation?.operationId);
    expect(ids).toEqual(
      expect.arrayContaining(["listRoadsters", "getRoadster", "updateHomeland", "deleteHomeland"]),
    );
    expect(new Set(ids).size).toBe(ids.length);
    // A default would be part of every answer's type in generated clients.
    for (const operation of operations) {
      expect(operation?.responses).not.toHaveProperty("default");
      for (const status of ["400", "403", "500", "503", "504"])
        expect(operation?.responses).toHaveProperty(status);
    }
  });

  test("shows the tRPC call beside the REST call of each operation", async () => {
    const { paths } = await readDocument();
    for (const operation of Object.values(paths).flatMap((path) => Object.values(path ?? {}))) {
      const [rest, trpc] = operation?.["x-codeSamples"] ?? [];
      expect(rest?.source).toMatch(/^curl /);
      expect(trpc?.source).toMatch(/^await api\.\w+\.\w+\.(query|mutate)\(/);
      expect(operation?.description).toContain(trpc?.source);
    }
  });

  test("takes the values of its samples from a record that is there", () => {
    const seeded = { roadster: { name: "Spider", color: "black" } };
    const { paths } = openApiDocument(servedApi().operations, {
      api: api.definition,
      seeded,
      origin: "https://api.example",
    });
    expect(paths["/api/v1/roadsters"]?.get?.["x-codeSamples"]).toEqual([
      {
        lang: "shell",
        label: "REST",
        source: `curl "https://api.example/api/v1/roadsters\\\n?color=black&sort=name"`,
      },
      {
        lang: "typescript",
        label: "tRPC",
        source: `await api.roadster.list.query({\n  filter: { color: { equals: "black" } },\n  sort: { by: "name" },\n});`,
      },
    ]);
  });

  test("says that everybody may call where nobody signs in, and how to where they do", async () => {
    const open = await readDocument();
    expect(open.security).toEqual([]);
    expect(open.paths["/api/v1/roadsters"]?.get?.responses).not.toHaveProperty("401");
    const answered = { authenticate: async () => undefined };
    const secured = await startServer({
      own: answered,
      environment: { RATE_LIMIT_PER_USER: "5" },
    });
    onTestFinished(secured.close);
    const { security, components, paths } = json<Document>(await secured.send({ path: "/openapi.json" }));
    expect(security).toEqual([{ bearer: [] }]);
    expect(components.securitySchemes).toEqual({ bearer: { type: "http", scheme: "bearer" } });
    for (const operation of Object.values(paths).flatMap((path) => Object.values(path ?? {})))
      expect(operation?.responses).toMatchObject({
        "401": { $ref: "#/components/responses/Unauthorized" },
        "429": { $ref: "#/components/responses/TooManyRequests" },
      });
    expect(components.responses.TooManyRequests).toMatchObject({ headers: { "Retry-After": {} } });
  });

  test("says nothing of a limit that isn't there", async () => {
    const { paths } = await readDocument();
    expect(paths["/api/v1/roadsters"]?.get?.responses).not.toHaveProperty("429");
  });

  test("asks nothing of a caller who has it already", async () => {
    const { headers, status } = await running.send({ path: "/openapi.json" });
    expect(status).toBe(200);
    const again = await running.send({
      path: "/openapi.json",
      headers: { "if-none-match": String(headers.etag) },
    });
    expect(again.status).toBe(304);
  });

  test.each(["evil.example/<script>", "a'b", 'a"b', "$(id)"])(
    "does not repeat what a caller calls this server: %s",
    async (host) => {
      const answer = await running.send({ path: "/openapi.json", headers: { host } });
      expect(answer.body).not.toContain(host);
      expect(answer.body).not.toContain("origin.invalid");
    },
  );
});

test("its examples work against the seeded data, in the order in which they stand", async () => {
  const { paths } = await readDocument();
  const order = ["get", "post", "patch", "delete"];
  const calls = Object.entries(paths)
    .flatMap(([path, methods]) => Object.entries(methods ?? {}).map((call) => [path, ...call] as const))
    .toSorted(([, a], [, b]) => order.indexOf(a) - order.indexOf(b));
  const statuses: Record<string, number> = {};
  for (const [path, method, operation] of calls) {
    const sample = operation?.["x-codeSamples"][0]?.source.replaceAll("\\\n", "") ?? "";
    const address = new URL(/"(http[^"]+)"/.exec(sample)?.[1] ?? "");
    const example = operation?.requestBody?.content["application/json"].example;
    const answer = await running.send({
      method: method.toUpperCase(),
      path: address.pathname + address.search,
      headers: { ...own(), ...(example !== undefined && { "content-type": "application/json" }) },
      ...(example !== undefined && { body: JSON.stringify(example) }),
    });
    statuses[`${method} ${path}`] = answer.status;
    // A record that nobody seeded is not there, and one that others refer to stays: both are answers of a call that is
    // understood.
    expect([200, 201, 204, 404, 409], `${method} ${path} ${answer.body}`).toContain(answer.status);
  }
  expect(statuses).toMatchObject({
    "get /api/v1/roadsters": 200,
    "get /api/v1/roadsters/count": 200,
    "get /api/v1/roadsters/{id}": 200,
    "get /api/v1/homelands": 200,
    "get /api/v1/homelands/count": 200,
    "get /api/v1/homelands/{id}": 200,
    "post /api/v1/roadsters": 201,
    "post /api/v1/homelands": 201,
    "patch /api/v1/roadsters/{id}": 200,
    "patch /api/v1/homelands/{id}": 200,
    "delete /api/v1/roadsters/{id}": 204,
    "delete /api/v1/homelands/{id}": 409, // another roadster refers to it
  });
});

test("the list's example of a domain with seeds finds one of its records", async () => {
  const { paths } = await readDocument();
  for (const name of Object.keys(await seedExamples())) {
    const { plural } = servedApi().operations.find(({ domain }) => domain?.name === name)?.domain ?? {};
    const sample = paths[`/api/v1/${plural}`]?.get?.["x-codeSamples"][0]?.source ?? "";
    const address = new URL(/"(http[^"]+)"/.exec(sample.replaceAll("\\\n", ""))?.[1] ?? "");
    const answer = await running.send({ path: address.pathname + address.search, headers: own() });
    expect(json<{ items: unknown[] }>(answer).items.length, address.href).toBeGreaterThan(0);
  }
});

describe("the API page", () => {
  test("has one parameter for each attribute that a list is filtered by, which names its conditions", async () => {
    const answer = await running.send({ path: "/docs/openapi.json", headers: own() });
    const shown = json<Document>(answer).paths["/api/v1/roadsters"]?.get;
    const whole = (await readDocument()).paths["/api/v1/roadsters"]?.get;
    const named = (operation: typeof shown, name: string) =>
      operation?.parameters.filter((parameter) => parameter.name.split(".")[0] === name) ?? [];
    expect(named(whole, "color").length).toBeGreaterThan(3);
    expect(named(shown, "color").map(({ name, description }) => [name, description])).toEqual([
      ["color", "Color is this. Also `.in`, `.contains`, `.from`, `.to`, `.isNull`."],
    ]);
    expect(named(shown, "limit")).toEqual(named(whole, "limit"));
    expect(shown?.description).toContain("- `attribute.from`: The value is this or more.");
  });

  test("lists every operation before its script is there", async () => {
    const { body } = await running.send({ path: "/docs" });
    const { paths } = await readDocument();
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods ?? {}))
        expect(body).toContain(`<code>${method.toUpperCase()} ${path}</code>`);
  });

  test("names no address but those of this server, and its policy allows no other", async () => {
    const { body, headers, status } = await running.send({ path: "/docs" });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(body).not.toMatch(/https?:|\/\//);
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["content-security-policy"]).toContain("script-src 'self';");
    expect(headers["content-security-policy"]).toContain("connect-src 'self'");
    for (const [, path = ""] of body.matchAll(/<script src="([^"]+)"/g)) {
      const script = await running.send({ path });
      expect(script.status).toBe(200);
      expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    }
  });

  test("is at one address", async () => {
    const answer = await running.send({ path: "/docs/" });
    expect(answer.status).toBe(301);
    expect(answer.headers.location).toBe("/docs");
  });

  test("has its script compressed, and not again for who has it", async () => {
    const address = `http://127.0.0.1:${running.port}/docs/reference.js`;
    const plain = Buffer.from(
      await (await fetch(address, { headers: { "accept-encoding": "identity" } })).bytes(),
    );
    for (const encoding of ["br", "gzip"]) {
      const answer = await running.send({
        path: "/docs/reference.js",
        headers: { "accept-encoding": encoding },
      });
      expect(answer.headers["content-encoding"]).toBe(encoding);
      expect(answer.headers.vary).toBe("accept-encoding");
      expect(Number(answer.headers["content-length"])).toBeLessThan(plain.length / 2);
      const received = await fetch(address, { headers: { "accept-encoding": encoding } });
      expect(Buffer.from(await received.bytes()).equals(plain)).toBe(true);
      const again = await running.send({
        path: "/docs/reference.js",
        headers: { "accept-encoding": encoding, "if-none-match": String(answer.headers.etag) },
      });
      expect(again.status).toBe(304);
    }
  });
});

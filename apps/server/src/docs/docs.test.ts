// @domain car, category: shows the application on these domains, and goes when one of them goes.
import type { openApiDocument } from "@pitstop/api/rest";
import { seedWhenEmpty } from "@pitstop/db";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { json, testServer } from "../testing/index.ts";

const running = testServer();

beforeAll(async () => {
  await seedWhenEmpty(running.orm.em);
});

type Document = ReturnType<typeof openApiDocument>;

const readDocument = async () =>
  json<Document>(await running.send({ path: "/openapi.json", headers: own() }));
const own = () => ({ host: `127.0.0.1:${running.port}` });

describe("the OpenAPI document", () => {
  test("is valid by the schema of OpenAPI 3.1, with all its references", async () => {
    const validator = new Validator();
    const result = await validator.validate(await readDocument());
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe("3.1");
    expect(JSON.stringify(validator.resolveRefs())).not.toContain('"$ref"');
  });

  test("names each operation once, and says of each what it answers", async () => {
    const { paths } = await readDocument();
    const operations = Object.values(paths).flatMap((path) => Object.values(path ?? {}));
    const ids = operations.map((operation) => operation?.operationId);
    expect(ids).toEqual(expect.arrayContaining(["listCars", "getCar", "updateCategory", "deleteCategory"]));
    expect(new Set(ids).size).toBe(ids.length);
    for (const operation of operations) expect(operation?.responses).toHaveProperty("default");
  });

  test("shows the tRPC call beside the REST call of each operation", async () => {
    const { paths } = await readDocument();
    const list = paths["/api/v1/cars"]?.get;
    expect(list?.["x-codeSamples"]).toEqual([
      {
        lang: "shell",
        label: "REST",
        source: `curl "http://127.0.0.1:${running.port}/api/v1/cars\\\n?color=black&sort=name"`,
      },
      {
        lang: "typescript",
        label: "tRPC",
        source: `await api.car.list.query({\n  filter: { color: { equals: "black" } },\n  sort: { by: "name" },\n});`,
      },
    ]);
    for (const operation of Object.values(paths).flatMap((path) => Object.values(path ?? {}))) {
      const [rest, trpc] = operation?.["x-codeSamples"] ?? [];
      expect(rest?.source).toMatch(/^curl /);
      expect(trpc?.source).toMatch(/^await api\.\w+\.\w+\.(query|mutate)\(/);
      expect(operation?.description).toContain(trpc?.source);
    }
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
    if (path.endsWith("s") && method === "get") {
      expect(json<{ items: unknown[] }>(answer).items.length, path).toBeGreaterThan(0);
    }
  }
  expect(statuses).toEqual({
    "get /api/v1/cars": 200,
    "get /api/v1/cars/count": 200,
    "get /api/v1/cars/{id}": 200,
    "get /api/v1/categories": 200,
    "get /api/v1/categories/count": 200,
    "get /api/v1/categories/{id}": 200,
    "post /api/v1/cars": 201,
    "post /api/v1/categories": 201,
    "patch /api/v1/cars/{id}": 200,
    "patch /api/v1/categories/{id}": 200,
    "delete /api/v1/cars/{id}": 204,
    "delete /api/v1/categories/{id}": 409, // cars refer to it
  });
});

describe("the API page", () => {
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

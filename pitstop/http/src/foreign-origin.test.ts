import { beforeEach, describe, expect, test } from "vitest";
import { json, mutation, query } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";

const running = roadsterServer();

beforeEach(async () => {
  await running.orm.em.fork().execute(`truncate roadsters, homelands restart identity`);
});

const countRoadsters = async () => {
  const [row] = await running.orm.em
    .fork()
    .execute<{ count: number }[]>(`select count(*)::int from roadsters`);
  return row?.count;
};

const own = () => `127.0.0.1:${running.port}`;

describe("a change that another site's page asks for is refused and not made", () => {
  test.each([
    ["Sec-Fetch-Site: cross-site", { "sec-fetch-site": "cross-site" }],
    ["Sec-Fetch-Site: same-site, a neighbour on the same domain", { "sec-fetch-site": "same-site" }],
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["the same host on another port", { origin: "http://127.0.0.1:1" }],
    ["the opaque origin of a sandboxed frame", { origin: "null" }],
    ["an Origin that is no address", { origin: "garbage" }],
    ["a host that only begins like ours", { origin: "http://127.0.0.1.evil.example" }],
    ["Sec-Fetch-Site against a forged Origin", { "sec-fetch-site": "cross-site", origin: "http://OWN" }],
  ])("%s", async (_name, headers) => {
    const given = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace("OWN", own())]),
    );
    const answer = await running.send(mutation("roadster.create", { name: "Forged" }, given));
    expect(answer.status).toBe(403);
    expect(json(answer)).toMatchObject({
      error: {
        message: "A page of another site may not change anything here.",
        data: { code: "FORBIDDEN", httpStatus: 403, requestId: answer.headers["x-request-id"] },
      },
    });
    expect(await countRoadsters()).toBe(0);
  });

  test("also as multipart, which browsers send to other sites without asking", async () => {
    const body = `--b\r\ncontent-disposition: form-data; name="name"\r\n\r\nForged\r\n--b--\r\n`;
    const headers = { "content-type": "multipart/form-data; boundary=b", origin: "https://evil.example" };
    const answer = await running.send({ method: "POST", path: "/trpc/roadster.create", headers, body });
    expect(answer.status).toBe(403);
    expect(await countRoadsters()).toBe(0);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("by %s at any address", async (method) => {
    const answer = await running.send({
      method,
      path: "/healthz",
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect([403, 404]).toContain(answer.status); // a method without a route is nothing to protect
  });
});

describe("a change passes", () => {
  test.each([
    ["from our own page", { "sec-fetch-site": "same-origin", origin: "http://OWN" }],
    ["from the address bar or a bookmark", { "sec-fetch-site": "none" }],
    ["from our own page in a browser without Sec-Fetch-Site", { origin: "http://OWN" }],
    ["from our own page behind a proxy that speaks HTTPS", { origin: "https://OWN" }],
    ["from a client that is no browser", {}],
  ])("%s", async (_name, headers) => {
    const given = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace("OWN", own())]),
    );
    expect((await running.send(mutation("roadster.create", { name: "Ours" }, given))).status).toBe(200);
    expect(await countRoadsters()).toBe(1);
  });
});

test("reading is not hindered: another site cannot see the answer, which allows no foreign origin", async () => {
  const answer = await running.send({
    ...query("roadster.list", {}),
    headers: { origin: "https://evil.example" },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
});

test("a browser that asks whether another site may change something is given no permission", async () => {
  const answer = await running.send({
    method: "OPTIONS",
    path: "/trpc/roadster.create",
    headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
  });
  expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  expect(answer.headers).not.toHaveProperty("access-control-allow-methods");
});

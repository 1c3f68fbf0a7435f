import { expect, test } from "vitest";
import { json, mutation } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";

const SHOP = "https://shop.example.com";
const running = roadsterServer(() => ({
  environment: { ALLOWED_ORIGINS: `${SHOP}, http://localhost:5173` },
}));

test("a page of an allowed origin reads and changes, and sees the headers that it needs", async () => {
  const headers = { origin: SHOP, "sec-fetch-site": "cross-site" };
  const created = await running.send(mutation("roadster.create", { name: "Saab" }, headers));
  expect(created.status).toBe(200);
  const read = await running.send({ path: "/api/v1/roadsters/1", headers });
  expect(json(read)).toMatchObject({ name: "Saab" });
  expect(read.headers["access-control-allow-origin"]).toBe(SHOP);
  expect(read.headers["access-control-expose-headers"]).toContain("ETag");
  expect(read.headers.vary).toContain("Origin");
});

test.each(["/trpc/roadster.create", "/api/v1/roadsters", "/api/v1/roadsters/1"])(
  "the browser's question before a change is answered at %s",
  async (path) => {
    const answer = await running.send({
      method: "OPTIONS",
      path,
      headers: {
        origin: SHOP,
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "content-type,if-match",
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers["access-control-allow-origin"]).toBe(SHOP);
    expect(answer.headers["access-control-allow-methods"]).toContain("PATCH");
    expect(answer.headers["access-control-allow-headers"]).toBe("content-type,if-match");
  },
);

test.each([
  "https://evil.example",
  "http://shop.example.com",
  "https://shop.example.com.evil.example",
  "null",
])("a page of %s changes nothing and reads nothing", async (origin) => {
  const headers = { origin, "sec-fetch-site": "cross-site" };
  expect((await running.send(mutation("roadster.create", { name: "Forged" }, headers))).status).toBe(403);
  const read = await running.send({ path: "/api/v1/roadsters", headers });
  expect(read.headers).not.toHaveProperty("access-control-allow-origin");
});

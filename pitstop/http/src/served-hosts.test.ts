import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { mutation } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";

const running = roadsterServer(() => ({
  environment: { ALLOWED_HOSTS: "api.example.com, .pitstop.example" },
}));

const statusOf = async (host: string, path = "/api/v1/roadsters") =>
  (await running.send({ path, headers: { host } })).status;

test.each([
  "localhost:3000",
  "shop.localhost",
  "127.0.0.1",
  "127.0.0.1:80",
  "[::1]:3000",
  "192.168.0.7",
  "api:3000",
  "api.example.com",
  "API.example.com.:8080",
  "eu.pitstop.example",
])("a request to %s is answered", async (host) => {
  expect(await statusOf(host)).toBe(200);
});

test.each([
  "evil.example",
  "api.example.com.evil.example",
  "localhost.evil.example",
  "pitstop.example",
  "127.0.0.1.evil.example",
  "2130706433",
])("a request to %s is refused, whatever it asks for", async (host) => {
  for (const path of ["/api/v1/roadsters", "/trpc/roadster.list", "/docs", "/openapi.json", "/nothing"])
    expect([path, await statusOf(host, path)]).toEqual([path, 403]);
});

test("nothing is changed for a page whose own name leads here", async () => {
  const origin = { host: "evil.example", origin: "http://evil.example", "sec-fetch-site": "same-origin" };
  const answer = await running.send(mutation("roadster.create", { name: "Rebound" }, origin));
  expect(answer.status).toBe(403);
  expect(answer.body).toContain("ALLOWED_HOSTS");
  expect(await running.orm.em.fork().execute("select 1 from roadsters")).toEqual([]);
});

test("probes may come by any name: they tell nothing", async () => {
  expect(await statusOf("pod-7.cluster", "/healthz")).toBe(200);
  expect(await statusOf("pod-7.cluster", "/readyz")).toBe(200);
});

describe("a request with two Host headers", () => {
  test.each(["localhost", "evil.example"])("is 400, the other being %s", async (other) => {
    const socket = connect(running.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.write(`GET /api/v1/roadsters HTTP/1.1\r\nHost: localhost\r\nHost: ${other}\r\n\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 400 /);
  });
});

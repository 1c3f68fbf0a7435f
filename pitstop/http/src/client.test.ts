import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { json, query, type TestRequest } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";

/** A built client as vite lays it out: hashed names under assets/, and what was in public/ beside the page. */
const folder = mkdtempSync(join(tmpdir(), "pitstop-client-"));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), "<!doctype html><title>Pitstop</title>");
writeFileSync(join(folder, "favicon.svg"), "<svg/>");
writeFileSync(join(folder, "assets/index-B4k3.js"), "export {}");
afterAll(() => rmSync(folder, { recursive: true }));

const running = roadsterServer(() => ({ clientFolder: folder }));
const browser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

describe("the page is served", () => {
  test.each(["/", "/roadsters", "/roadsters/17?sort=name", "/homelands/new", "/a/page/of/tomorrow"])(
    "at %s",
    async (path) => {
      const answer = await running.send({ path, headers: browser });
      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(answer.body).toContain("<title>Pitstop</title>");
    },
  );

  test.each(["/", "/roadsters", "/index.html", "/favicon.svg"])(
    "and asked for again each time at %s, so that a release is seen at once",
    async (path) => {
      const answer = await running.send({ path, headers: browser });
      expect(answer.status).toBe(200);
      expect(answer.headers["cache-control"]).toBe("no-cache");
      const again = await running.send({
        path,
        headers: { ...browser, "if-none-match": String(answer.headers.etag) },
      });
      expect(again.status).toBe(304);
    },
  );

  test("with its headers alone for HEAD", async () => {
    const answer = await running.send({ method: "HEAD", path: "/roadsters", headers: browser });
    expect(answer.status).toBe(200);
    expect(answer.body).toBe("");
  });
});

test("hashed files are kept for a year", async () => {
  const answer = await running.send({ path: "/assets/index-B4k3.js" });
  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toMatch(/^(text|application)\/javascript/);
  expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

describe("what is not there is told in JSON", () => {
  const requests: [string, TestRequest][] = [
    ["to a client that wants no page", { path: "/roadsters", headers: { accept: "application/json" } }],
    ["to one that says nothing", { path: "/roadsters" }],
    ["for a file of an older release", { path: "/assets/index-0ld.js", headers: { accept: "*/*" } }],
    ["for a change", { method: "POST", path: "/roadsters", headers: browser }],
  ];

  test.each(requests)("%s", async (_name, request) => {
    const answer = await running.send(request);
    expect(answer.status).toBe(404);
    const place = `${request.method ?? "GET"} ${request.path}`;
    expect(json(answer)).toEqual({ error: "NOT_FOUND", message: `There is nothing at ${place}.` });
  });
});

test.each([
  "/../package.json",
  "/..%2f..%2fetc/passwd",
  "/assets/..%2f..%2f..%2fetc%2fpasswd",
  "/.%00/index.html",
])("no file outside is given away by %s", async (path) => {
  const answer = await running.send({ path });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body).not.toMatch(/root:|"name"/);
});

test.each(["/", "/roadsters", "/assets/index-B4k3.js", "/assets/none.js"])(
  "%s carries the security headers",
  async (path) => {
    const { headers } = await running.send({ path, headers: browser });
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'self'");
    expect(headers["strict-transport-security"]).toMatch(/max-age=31536000/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("server");
  },
);

test("the API answers beside it", async () => {
  expect((await running.send(query("roadster.list", {}))).status).toBe(200);
  expect((await running.send({ path: "/healthz", headers: browser })).body).toBe(`{"status":"ok"}`);
});

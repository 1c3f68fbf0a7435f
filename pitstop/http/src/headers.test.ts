import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { TestRequest } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";

const folder = mkdtempSync(join(tmpdir(), "pitstop-pages-"));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), "<!doctype html>");
writeFileSync(join(folder, "assets/index-B4k3.js"), "export {};");
afterAll(() => rmSync(folder, { recursive: true }));

const running = roadsterServer(() => ({ clientFolder: folder }));

const page = { accept: "text/html" };
const asJson = { "content-type": "application/json" };

/** Every route, and every way that an address can be none. */
const requests: Record<string, TestRequest> = {
  health: { path: "/healthz" },
  readiness: { path: "/readyz" },
  contract: { path: "/contract" },
  "tRPC query": { path: "/trpc/roadster.list?input={}" },
  "tRPC batch": {
    path: "/trpc/roadster.list,roadster.count?batch=1&input=%7B%220%22:%7B%7D,%221%22:%7B%7D%7D",
  },
  "tRPC mutation": {
    method: "POST",
    path: "/trpc/roadster.create",
    headers: asJson,
    body: '{"name":"Saab"}',
  },
  "tRPC, bad input": { path: "/trpc/roadster.list?input=1" },
  "tRPC, OPTIONS": { method: "OPTIONS", path: "/trpc/roadster.list" },
  "tRPC, body too large": {
    method: "POST",
    path: "/trpc/roadster.create",
    headers: asJson,
    body: "1".repeat(1024 * 1024 + 1),
  },
  "REST list": { path: "/api/v1/roadsters" },
  "REST record": { path: "/api/v1/roadsters/1" },
  "REST creation": { method: "POST", path: "/api/v1/roadsters", headers: asJson, body: '{"name":"Saab"}' },
  "REST deletion": { method: "DELETE", path: "/api/v1/roadsters/2" },
  "REST, OPTIONS": { method: "OPTIONS", path: "/api/v1/roadsters" },
  "REST, another method": { method: "PUT", path: "/api/v1/roadsters" },
  "REST, nothing there": { path: "/api/v1/nothing" },
  "REST, broken address": { path: "/api/v1/%zz" },
  document: { path: "/openapi.json" },
  "API page": { path: "/docs" },
  "API page with a slash": { path: "/docs/" },
  "API page, document": { path: "/docs/openapi.json" },
  "API page, style": { path: "/docs/page.css" },
  "API page, start": { path: "/docs/start.js" },
  "API page, reference": { path: "/docs/reference.js" },
  page: { path: "/roadsters", headers: page },
  asset: { path: "/assets/index-B4k3.js" },
  "nothing there": { path: "/nothing.txt" },
  "broken address": { path: "/%zz" },
  "another site": { method: "POST", path: "/nothing", headers: { "sec-fetch-site": "cross-site" } },
  "another host": { path: "/docs", headers: { host: "evil.example" } },
};

/** What differs from answer to answer. */
const VARYING = new Set(["content-length", "date", "etag", "last-modified", "x-request-id"]);

test("the headers of every route have been reviewed", async () => {
  const routes: Record<string, { status: number; headers: Record<string, string> }> = {};
  for (const [name, request] of Object.entries(requests)) {
    const { status, headers } = await running.send(request);
    expect([name, headers["x-request-id"]]).toEqual([name, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const shown = Object.entries(headers).filter(([header]) => !VARYING.has(header));
    routes[name] = {
      status,
      headers: Object.fromEntries(shown.map(([header, value]) => [header, String(value)])),
    };
  }
  const [first, ...others] = Object.values(routes).map(({ headers }) => headers);
  const everywhere = Object.entries(first ?? {}).filter(([header, value]) =>
    others.every((headers) => headers[header] === value),
  );
  const common = new Set(everywhere.map(([header]) => header));
  const text = [
    "everywhere",
    ...everywhere.map(([header, value]) => `  ${header}: ${value}`).toSorted(),
    ...Object.entries(routes).flatMap(([name, { status, headers }]) => [
      `${name}: ${status}`,
      ...Object.entries(headers)
        .filter(([header]) => !common.has(header))
        .map(([header, value]) => `  ${header}: ${value}`)
        .toSorted(),
    ]),
  ].join("\n");
  await expect(text).toMatchFileSnapshot("headers.test.txt");
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roadsterServer } from "../test/roadsters.ts";
import { precompress } from "./build/precompress.ts";

const folder = mkdtempSync(join(tmpdir(), "pitstop-pages-"));
const script = "export const text = 'the same again and again';\n".repeat(100);
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), "<!doctype html>");
writeFileSync(join(folder, "assets/index-B4k3.js"), script);
precompress(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const running = roadsterServer(() => ({ clientFolder: folder }));

beforeAll(async () => {
  await running.orm.em
    .fork()
    .execute("insert into roadsters (name) select 'Roadster ' || n from generate_series(1, 100) n");
});

/** The bytes of an answer, and what they are compressed with. */
function bytesOf(
  path: string,
  accepted?: string,
): Promise<{ encoding: string | undefined; vary: string; bytes: Buffer }> {
  const headers = accepted === undefined ? {} : { "accept-encoding": accepted };
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port: running.port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { "content-encoding": encoding, vary = "" } = response.headers;
        resolve({ encoding, vary, bytes: Buffer.concat(chunks) });
      });
    }).on("error", reject);
  });
}

describe.each([
  "/api/v1/roadsters?limit=100",
  "/trpc/roadster.list?input={%22limit%22:100}",
  "/trpc/roadster.list,roadster.count?batch=1&input={%220%22:{%22limit%22:100},%221%22:{}}",
  "/openapi.json",
  "/docs/reference.js",
  "/assets/index-B4k3.js",
])("%s", (path) => {
  test("travels by brotli, by gzip or as it is, whichever the caller takes", async () => {
    const { bytes: plain, encoding } = await bytesOf(path);
    expect(encoding).toBeUndefined();
    const brotli = await bytesOf(path, "gzip, deflate, br");
    expect(brotli.encoding).toBe("br");
    expect(brotliDecompressSync(brotli.bytes).equals(plain)).toBe(true);
    const gzipped = await bytesOf(path, "gzip");
    expect(gzipped.encoding).toBe("gzip");
    expect(gunzipSync(gzipped.bytes).equals(plain)).toBe(true);
    for (const { bytes, vary } of [brotli, gzipped]) {
      expect(bytes.length).toBeLessThan(plain.length / 2);
      expect(vary.toLowerCase()).toContain("accept-encoding");
    }
    expect((await bytesOf(path, "br;q=0, gzip;q=0")).encoding).toBeUndefined();
  });
});

test("a short answer travels as it is", async () => {
  for (const path of ["/api/v1/roadsters/1", "/healthz"]) {
    expect([path, (await bytesOf(path, "br, gzip")).encoding]).toEqual([path, undefined]);
  }
});

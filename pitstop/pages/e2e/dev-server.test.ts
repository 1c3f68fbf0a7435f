import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { OutgoingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connectBrowser } from "./browser.ts";
import { type DevServer, startDevServer } from "./dev-server.ts";
import { addressesOf, everyAddressOf } from "./file-addresses.ts";

const client = join(import.meta.dirname, "site");
const root = join(import.meta.dirname, "../../..");
/** Beside what a developer's own `.pitstop` holds, which no test touches. */
const data = join(root, ".pitstop", `test-${process.pid}`);
const outside = mkdtempSync(join(tmpdir(), "pitstop-dev-server-"));
const planted: string[] = [];

/** A file with a text that no answer may carry. */
interface Secret {
  path: string;
  text: string;
}

const secrets: Record<string, Secret> = {
  "the database's password": secret(join(data, "postgres/password")),
  "a backup": secret(join(data, "backups/2026-11-23T15-25-02-861Z-pitstop/postgres.tar.zst")),
  "a source map in a backup": secret(join(data, "backups/main.js.map")),
  "a picture in a backup": secret(join(data, "backups/picture.svg")),
  ".env": secret(join(root, ".env")),
  ".git/config": secret(gitConfig()),
  "a source that no page imports": secret(join(root, "packages/db/mikro-orm.config.ts")),
  "a file outside of the workspace": secret(join(outside, "secret.txt")),
};

let server: DevServer;
beforeAll(async () => {
  server = await startDevServer(outside);
});
afterAll(async () => {
  await server.stop();
  for (const path of planted) rmSync(path);
  for (const folder of [data, outside]) rmSync(folder, { recursive: true, force: true });
});

describe.each(Object.entries(secrets))("%s is refused", (name, { path, text }) => {
  test("by every address", async () => {
    const addresses = name === "the database's password" ? everyAddressOf(path) : addressesOf(path);
    const answers = await Promise.all(
      addresses.map((address) => server.get(address, { "sec-fetch-dest": "script" })),
    );
    expect(answers.filter(({ body }) => reveals(body, text))).toEqual([]);
    const byPath = answers.filter(({ address }) => address.startsWith("/@fs/"));
    expect(byPath.filter(({ status }) => status !== 403 && status !== 400)).toEqual([]);
  });

  test("to a page that navigates to it", async () => {
    for (const address of [`/@fs${path}`, `/${relative(root, path)}`, path]) {
      const { body } = await server.get(address, { "sec-fetch-dest": "document", accept: "text/html" });
      expect([address, reveals(body, text)]).toEqual([address, false]);
    }
  });

  test("over the socket for hot updates", async () => {
    for (const id of [path, `/@fs${path}`, `${path}?raw`, `file://${path}`, relative(client, path)]) {
      expect([id, reveals(await server.fetchOverSocket(id), text)]).toEqual([id, false]);
    }
  });
});

test("a source of the page is served, so a refusal is not for want of the right address", async () => {
  const source = join(client, "src/main.tsx");
  const answer = await server.get(`/@fs${source}?raw`);
  expect(answer.status).toBe(200);
  expect(answer.body).toContain("mountPages");
  expect(addressesOf(source)).toContain(`/@fs${source}?raw`);
});

test.each(["http://localhost:5173", "http://127.0.0.1:8000", "http://evil.example", "null"])(
  "a page of %s may not read what is served",
  async (origin) => {
    for (const path of ["/", "/src/main.tsx", "/@vite/client"]) {
      const { headers } = await server.get(path, { origin });
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    }
  },
);

test("a name that somebody else points at this machine is refused", async () => {
  expect((await server.get("/src/main.tsx", { host: "evil.example" })).status).toBe(403);
});

describe("the address that opens a file in the editor", () => {
  const source = join(client, "src/main.tsx");
  const open = (file: string, headers: OutgoingHttpHeaders) =>
    server.get(`/__open-in-editor?file=${encodeURIComponent(file)}`, headers);

  test.each([
    {},
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
  ])("refuses a request that is not the page's own: %o", async (headers) => {
    expect((await open(source, headers)).status).toBe(403);
  });

  test("refuses every file that is none of the page's sources", async () => {
    for (const { path } of Object.values(secrets)) {
      for (const file of [path, `${path}:1`, `${path}:1:1`, `file://${path}`, relative(client, path)]) {
        expect([file, (await open(file, { "sec-fetch-site": "same-origin" })).status]).toEqual([file, 403]);
      }
    }
  });

  test("opens a source for the page itself, and has opened nothing else", async () => {
    expect((await open(`${source}:3:1`, { "sec-fetch-site": "same-origin" })).status).toBe(200);
    await expect.poll(server.openedFiles).toEqual([source]);
  });
});

test.skipIf(!inject("browserAddress"))("the page loads, with every module it asks for", async () => {
  const browser = await connectBrowser(inject("browserAddress"));
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const refused: string[] = [];
    let modules = 0;
    page.on("response", (response) => {
      if (!["script", "stylesheet", "document", "image"].includes(response.request().resourceType())) return;
      modules += 1;
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(server.url);
    await page.getByRole("link", { name: "Roadster Club" }).waitFor();
    expect(refused).toEqual([]);
    expect(modules).toBeGreaterThan(50);
  } finally {
    await browser.close();
  }
});

/** The file as it is, or planted for this test where there is none. */
function secret(path: string): Secret {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `SECRET=${randomUUID()}\n`);
    planted.push(path);
  }
  const lines = readFileSync(path, "utf8").split("\n");
  return { path, text: lines.find((line) => line.trim().length > 8)?.trim() ?? "" };
}

/** Whether an answer carries a text, plain or encoded as Vite inlines files. */
function reveals(body: string, text: string): boolean {
  const start = Buffer.from(text).toString("base64").slice(0, -4);
  return [text, encodeURIComponent(text), start].some((form) => body.includes(form));
}

/** A worktree keeps its settings elsewhere; a copy that git does not know has none, so the name is all there is to try. */
function gitConfig(): string {
  if (!existsSync(join(root, ".git"))) return join(data, ".git/config");
  return resolve(
    root,
    execFileSync("git", ["rev-parse", "--git-path", "config"], { cwd: root, encoding: "utf8" }).trim(),
  );
}

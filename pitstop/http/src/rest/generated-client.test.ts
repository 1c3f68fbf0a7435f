import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createMachineTables } from "@pitstop/trpc/test/machines";
import openapiTS, { astToString } from "openapi-typescript";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { roadsterServer } from "../../test/roadsters.ts";

const running = roadsterServer();
beforeAll(() => createMachineTables(running.orm));
const run = promisify(execFile);
const package_ = join(import.meta.dirname, "../..");

/** A program as somebody outside would write it, with a client that is generated from the document alone. */
const PROGRAM = `
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.ts";

const baseUrl = process.argv[2] ?? "";
const client = createClient<paths>({ baseUrl });

const europe = await client.POST("/api/v1/homelands", { body: { name: "Europe" } });
if (!europe.data) throw new Error(europe.error.detail);
const created = await client.POST("/api/v1/roadsters", {
  body: { name: "Saab", color: "red", homelandId: europe.data.id },
});
if (!created.data) throw new Error(created.error.detail);
const { id, version } = created.data;
const homeland: components["schemas"]["Reference"] | null = created.data.homeland;

const list = await client.GET("/api/v1/roadsters", {
  params: { query: { "color.in": ["red", "blue"], "homelandId.isNull": false, sort: "-name", limit: 5 } },
});
const count = await client.GET("/api/v1/roadsters/count", { params: { query: { search: "saab" } } });
const etag = created.response.headers.get("etag") ?? "";
const changed = await client.PATCH("/api/v1/roadsters/{id}", {
  params: { path: { id }, header: { "If-Match": etag } },
  body: { color: "blue" },
});
const stale = await client.PATCH("/api/v1/roadsters/{id}", {
  params: { path: { id }, header: { "If-Match": etag } },
  body: { color: "green" },
});
const refused = await client.DELETE("/api/v1/homelands/{id}", { params: { path: { id: europe.data.id } } });
const wrong = await client.POST("/api/v1/roadsters", { body: { name: "" } });
const deleted = await client.DELETE("/api/v1/roadsters/{id}", { params: { path: { id } } });
const gone = await client.GET("/api/v1/roadsters/{id}", { params: { path: { id } } });
const parts = { wheels: [4, { spare: true }], lid: null };
const machine = await client.POST("/api/v1/machines", { body: { name: "Lathe", built: "1970-01-31", parts } });
const stored: Record<string, unknown> | unknown[] | null | undefined = machine.data?.parts;

console.log(
  JSON.stringify({
    homeland: homeland?.name,
    version,
    names: list.data?.items.map(({ name }) => name),
    count: count.data?.count,
    changed: changed.data?.color,
    stale: stale.error?.code,
    refused: refused.error?.reason,
    wrong: wrong.error?.fields,
    deleted: deleted.response.status,
    gone: gone.error?.status,
    stored,
  }),
);
`;

/** What the generated types must not let through. */
const MISTAKES = [
  `client.GET("/api/v1/trucks")`,
  `client.GET("/api/v1/roadsters", { params: { query: { colour: "red" } } })`,
  `client.GET("/api/v1/roadsters", { params: { query: { sort: "homeland" } } })`,
  `client.POST("/api/v1/roadsters", { body: { name: 1 } })`,
  `client.POST("/api/v1/roadsters", { body: { color: "red" } })`,
  `client.POST("/api/v1/roadsters", { body: { name: "Saab", color: 4 } })`,
  `client.PATCH("/api/v1/roadsters/{id}", { params: { path: { id: 1 } }, body: { version: "1" } })`,
  `client.PUT("/api/v1/roadsters", {})`,
];

const COMPILER_OPTIONS = {
  target: "es2024",
  module: "nodenext",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

test("a client generated from the document compiles, works against the server, and knows what is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-generated-client-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const baseUrl = `http://127.0.0.1:${running.port}`;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("package.json", JSON.stringify({ type: "module" }));
  write("tsconfig.json", JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["*.ts"] }));
  write("schema.ts", astToString(await openapiTS(new URL(`${baseUrl}/openapi.json`))));
  write("program.ts", PROGRAM);
  const head = PROGRAM.slice(0, PROGRAM.indexOf("const europe"));
  const expectations = MISTAKES.map((mistake) => `// @ts-expect-error\nvoid ${mistake};`);
  write("mistakes.ts", `${head}\n${expectations.join("\n")}\n`);
  symlinkSync(join(package_, "node_modules"), join(folder, "node_modules"));

  const compiler = join(package_, "../../node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, "-p", folder, "--pretty", "false"]).catch(
    (error: { stdout: string }) => {
      expect.fail(error.stdout);
    },
  );
  const { stdout } = await run(process.execPath, ["program.ts", baseUrl], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({
    homeland: "Europe",
    version: 1,
    names: ["Saab"],
    count: 1,
    changed: "blue",
    stale: "PRECONDITION_FAILED",
    refused: "referenced",
    wrong: { name: [expect.any(String)] },
    deleted: 204,
    gone: 404,
    stored: { wheels: [4, { spare: true }], lid: null },
  });
});

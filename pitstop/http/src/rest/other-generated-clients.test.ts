// In the long form: five tools read the document, and people's programs with what they generate compile and work. The
// tools bring hundreds of packages, so that they are installed into a folder of their own.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createMachineTables } from "@pitstop/trpc/test/machines";
import { rolldown } from "rolldown";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { roadsterServer } from "../../test/roadsters.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const running = roadsterServer();
const run = promisify(execFile);
const repository = join(import.meta.dirname, "../../../..");

interface Generator {
  packages: string[];
  /** Files that it wants, by name. */
  files: (baseUrl: string) => Record<string, string>;
  command: string[];
  /** Names what the program below calls. */
  prelude: string;
  program: string;
}

const OPENAPI = "openapi.json";

const generators: Record<string, Generator> = {
  "hey-api": {
    packages: ["@hey-api/openapi-ts@0.99.0", "typescript@6.0.3"],
    files: () => ({}),
    command: ["openapi-ts", "-i", OPENAPI, "-o", "client", "--silent"],
    prelude: `
import { client } from "./client/client.gen.ts";
import { countRoadsters, createHomeland, createRoadster, deleteHomeland, deleteRoadster, getRoadster, listRoadsters, updateRoadster } from "./client/index.ts";
import type { Problem, Reference } from "./client/index.ts";
client.setConfig({ baseUrl });`,
    program: `
const europe = await createHomeland({ body: { name: "Europe" } });
if (!europe.data) throw new Error(europe.error.detail);
const created = await createRoadster({ body: { name: "Saab", color: "red", homelandId: europe.data.id } });
if (!created.data) throw new Error(created.error.detail);
const homeland: Reference | null = created.data.homeland;
const path = { id: created.data.id };
const list = await listRoadsters({ query: { "color.in": ["red", "blue"], "homelandId.isNull": false, sort: "-name" } });
const count = await countRoadsters({ query: { search: "saab" } });
const etag = created.response?.headers.get("etag") ?? "";
const changed = await updateRoadster({ path, headers: { "If-Match": etag }, body: { color: "blue" } });
const stale = await updateRoadster({ path, headers: { "If-Match": etag }, body: { color: "green" } });
const refused = await deleteHomeland({ path: { id: europe.data.id } });
const wrong = await createRoadster({ body: { name: "" } });
const problem: Problem | undefined = wrong.error;
const deleted = await deleteRoadster({ path });
const gone = await getRoadster({ path });
tell({
  homeland: homeland?.name, names: list.data?.items.map(({ name }) => name), count: count.data?.count,
  changed: changed.data?.color, stale: stale.error?.code, refused: refused.error?.reason, wrong: problem?.fields,
  deleted: deleted.response?.status, gone: gone.error?.status,
});`,
  },
  orval: {
    packages: ["orval@8.38.0", "typescript@6.0.3"],
    files: (baseUrl) => ({
      "orval.config.mjs": `export default { api: { input: "./${OPENAPI}", output: { target: "./client/index.ts", client: "fetch", baseUrl: "${baseUrl}" } } };`,
    }),
    command: ["orval", "--config", "orval.config.mjs"],
    prelude: `
import { countRoadsters, createHomeland, createRoadster, deleteHomeland, deleteRoadster, getRoadster, listRoadsters, updateRoadster } from "./client/index.ts";
import type { Reference } from "./client/index.ts";`,
    program: `
const europe = await createHomeland({ name: "Europe" });
if (europe.status !== 201) throw new Error(europe.data.detail);
const created = await createRoadster({ name: "Saab", color: "red", homelandId: europe.data.id });
if (created.status !== 201) throw new Error(created.data.detail);
const homeland: Reference | null = created.data.homeland;
const { id } = created.data;
const list = await listRoadsters({ "color.in": ["red", "blue"], "homelandId.isNull": false, sort: "-name" });
const count = await countRoadsters({ search: "saab" });
const headers = { "If-Match": created.headers.get("etag") ?? "" };
const changed = await updateRoadster(id, { color: "blue" }, { headers });
const stale = await updateRoadster(id, { color: "green" }, { headers });
const refused = await deleteHomeland(europe.data.id);
const wrong = await createRoadster({ name: "" });
const deleted = await deleteRoadster(id);
const gone = await getRoadster(id);
tell({
  homeland: homeland?.name, names: list.status === 200 ? list.data.items.map(({ name }) => name) : [],
  count: count.status === 200 ? count.data.count : -1, changed: changed.status === 200 ? changed.data.color : "",
  stale: stale.status === 412 ? stale.data.code : "", refused: refused.status === 409 ? refused.data.reason : "",
  wrong: wrong.status === 400 ? wrong.data.fields : {}, deleted: deleted.status, gone: gone.status,
});`,
  },
  "openapi-typescript-codegen": {
    packages: ["openapi-typescript-codegen@0.31.0"],
    files: () => ({}),
    command: ["openapi", "--input", OPENAPI, "--output", "client", "--client", "fetch", "--useOptions"],
    prelude: `
import { ApiError, HomelandsService, OpenAPI, RoadstersService } from "./client/index.ts";
import type { Reference } from "./client/index.ts";
OpenAPI.BASE = baseUrl;
async function failure(call: Promise<unknown>): Promise<ApiError> {
  try { await call; } catch (error) { if (error instanceof ApiError) return error; throw error; }
  throw new Error("no failure");
}`,
    program: `
const europe = await HomelandsService.createHomeland({ requestBody: { name: "Europe" } });
const created = await RoadstersService.createRoadster({ requestBody: { name: "Saab", color: "red", homelandId: europe.id } });
const homeland: Reference | null = created.homeland;
const { id, version } = created;
const list = await RoadstersService.listRoadsters({ colorIn: ["red", "blue"], homelandIdIsNull: false, sort: "-name" });
const count = await RoadstersService.countRoadsters({ search: "saab" });
const ifMatch = \`"\${id}.\${version}.x"\`;
const changed = await RoadstersService.updateRoadster({ id, ifMatch, requestBody: { color: "blue" } });
const stale = await failure(RoadstersService.updateRoadster({ id, ifMatch, requestBody: { color: "green" } }));
const refused = await failure(HomelandsService.deleteHomeland({ id: europe.id }));
const wrong = await failure(RoadstersService.createRoadster({ requestBody: { name: "" } }));
await RoadstersService.deleteRoadster({ id });
const gone = await failure(RoadstersService.getRoadster({ id }));
tell({
  homeland: homeland?.name, names: list.items.map(({ name }) => name), count: count.count, changed: changed.color,
  stale: stale.body.code, refused: refused.body.reason, wrong: wrong.body.fields, deleted: 204, gone: gone.status,
});`,
  },
  // Its fetch writes a list as one text and throws nothing: lists in the query and errors are beyond it.
  kubb: {
    packages: ["cli", "core", "plugin-client", "plugin-oas", "plugin-ts"].map(
      (name) => `@kubb/${name}@4.39.3`,
    ),
    files: () => ({
      "kubb.config.js": `
import { defineConfig } from "@kubb/core";
import { pluginClient } from "@kubb/plugin-client";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
export default defineConfig({
  input: { path: "./${OPENAPI}" },
  output: { path: "./client", clean: true, extension: { ".ts": ".ts" }, format: false },
  plugins: [pluginOas(), pluginTs(), pluginClient({ client: "fetch", bundle: true })],
});`,
    }),
    command: ["kubb", "generate"],
    prelude: `
import { setConfig } from "./client/.kubb/fetch.ts";
import { countRoadsters, createHomeland, createRoadster, deleteHomeland, deleteRoadster, getRoadster, listRoadsters, updateRoadster } from "./client/index.ts";
import type { Problem, Reference } from "./client/index.ts";
setConfig({ baseURL: baseUrl, headers: { "content-type": "application/json" } });
const problemOf = (answer: unknown): Problem => answer as Problem;`,
    program: `
const europe = await createHomeland({ name: "Europe" });
const created = await createRoadster({ name: "Saab", color: "red", homelandId: europe.id });
const homeland: Reference | null = created.homeland;
const { id, version } = created;
const list = await listRoadsters({ "color.in": ["red"], "homelandId.isNull": false, sort: "-name" });
const count = await countRoadsters({ search: "saab" });
const headers = { "If-Match": \`"\${id}.\${version}.x"\` };
const changed = await updateRoadster(id, { color: "blue" }, headers);
const stale = problemOf(await updateRoadster(id, { color: "green" }, headers));
const refused = problemOf(await deleteHomeland(europe.id));
const wrong = problemOf(await createRoadster({ name: "" }));
await deleteRoadster(id);
const gone = problemOf(await getRoadster(id));
tell({
  homeland: homeland?.name, names: list.items.map(({ name }) => name), count: count.count, changed: changed.color,
  stale: stale.code, refused: refused.reason, wrong: wrong.fields, deleted: 204, gone: gone.status,
});`,
  },
};

const HEAD = `
const baseUrl = process.argv[2] ?? "";
const tell = (told: unknown) => console.log(JSON.stringify(told));`;

const COMPILER_OPTIONS = {
  target: "es2024",
  lib: ["es2024", "dom", "dom.iterable"],
  module: "preserve",
  moduleResolution: "bundler",
  strict: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

async function install(folder: string, packages: readonly string[]): Promise<void> {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  writeFileSync(join(folder, "pnpm-workspace.yaml"), "packages: []\n");
  await run("npx", ["-y", "pnpm@12", "add", "--save-exact", "--ignore-scripts", ...packages], {
    cwd: folder,
  });
  const types = join(folder, "node_modules/@types");
  mkdirSync(types, { recursive: true });
  symlinkSync(join(repository, "node_modules/@types/node"), join(types, "node"));
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-generated-clients-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe.runIf(isLong)("the document, with attributes of every type", () => {
  beforeAll(() => createMachineTables(running.orm));
  beforeEach(async () => {
    await running.orm.em.fork().execute("truncate roadsters, homelands restart identity");
  });

  const baseUrl = () => `http://127.0.0.1:${running.port}`;
  const document = async () => (await fetch(`${baseUrl()}/openapi.json`)).text();

  test("leaves Spectral nothing to say", async () => {
    const folder = temporaryFolder();
    await install(folder, ["@stoplight/spectral-cli@6.16.3"]);
    writeFileSync(join(folder, OPENAPI), await document());
    writeFileSync(join(folder, ".spectral.yaml"), `extends: ["spectral:oas"]\n`);
    const command = join(folder, "node_modules/.bin/spectral");
    const { stdout } = await run(command, ["lint", OPENAPI, "--fail-severity=hint"], { cwd: folder });
    expect(stdout).toContain("No results");
  });

  test.each(Object.keys(generators))(
    "is a client by %s that compiles under strict and works",
    async (name) => {
      const { packages, files, command, prelude, program } = generators[name] as Generator; // one of its keys
      const [tool = "", ...words] = command;
      const folder = temporaryFolder();
      await install(folder, packages);
      const texts: Record<string, string> = {
        ...files(baseUrl()),
        [OPENAPI]: await document(),
        "tsconfig.json": JSON.stringify({
          compilerOptions: COMPILER_OPTIONS,
          include: ["program.ts", "client"],
        }),
        "program.ts": `${HEAD}${prelude}\n${program}`,
      };
      for (const [path, text] of Object.entries(texts)) writeFileSync(join(folder, path), text);
      await run(join(folder, "node_modules/.bin", tool), words, { cwd: folder });
      const compiler = join(repository, "node_modules/typescript/bin/tsc");
      await run(process.execPath, [compiler, "-p", folder, "--pretty", "false"]).catch(
        (error: { stdout: string }) => {
          expect.fail(error.stdout);
        },
      );
      const bundle = await rolldown({ input: join(folder, "program.ts"), platform: "node", cwd: folder });
      await bundle.write({ file: join(folder, "program.mjs") });
      const { stdout } = await run(process.execPath, ["program.mjs", baseUrl()], { cwd: folder });
      expect(JSON.parse(stdout)).toEqual({
        homeland: "Europe",
        names: ["Saab"],
        count: 1,
        changed: "blue",
        stale: "PRECONDITION_FAILED",
        refused: "referenced",
        wrong: { name: [expect.any(String)] },
        deleted: 204,
        gone: 404,
      });
    },
  );
});

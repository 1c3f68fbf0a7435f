import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** The packages of an application that calls itself Acme. */
const manifests = Object.fromEntries(
  [
    ["apps/client", "@acme/client"],
    ["apps/server", "@acme/server"],
    ["pitstop/http", "@pitstop/http"],
    ["packages/types", "@acme/types"],
    ["packages/db", "@acme/db"],
    ["packages/api", "@acme/api"],
    ["pitstop/postgres", "@pitstop/postgres"],
  ].map(([folder, name]) => [`${folder}/package.json`, JSON.stringify({ name })]),
);

/** Runs the check on a repository of these packages and files. */
function check(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-boundaries-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries({ ...manifests, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const script = join(import.meta.dirname, "boundaries.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: "utf8" });
  return { status, stdout, findings: stderr.split("\n").filter((line) => line.includes(" imports ")) };
}

/** Import statements are put together, so that the check of this repository does not read them as this file's. */
const from = (target: string) => `from "${named(target)}"`;

const named = (target: string) => `@${target === "postgres" ? "pitstop" : "acme"}/${target}`;

test("imports in the direction of the design pass", () => {
  const { status, stdout, findings } = check({
    "apps/client/src/list.tsx": `import { car } ${from("types")};\nimport type { AppRouter } ${from("api")};`,
    "apps/server/src/main.ts": `import { appRouter } ${from("api")};\nimport { openDatabase } ${from("db")};`,
    "packages/api/src/root.ts": `import { CarEntity } ${from("db")};\nexport { car } ${from("types")};`,
    "packages/db/src/open.ts": `import { startPostgres } ${from("postgres")};`,
    "packages/types/src/car.ts": `import { z } from "zod";`,
  });
  expect(findings).toEqual([]);
  expect(status).toBe(0);
  expect(stdout).toBe("Every import runs in the direction of the design.\n");
});

test.each([
  ["packages/types/src/car.ts", `import { CarEntity } ${from("db")};`, "db", "packages/types"],
  ["packages/db/src/seed.ts", `import { appRouter } ${from("api")};`, "api", "packages/db"],
  ["packages/api/src/root.ts", `export * ${from("server")};`, "server", "packages/api"],
  ["pitstop/postgres/src/start.ts", `import ${from("types").slice(5)};`, "types", "pitstop/postgres"],
  ["apps/server/src/main.ts", `import { startPostgres } ${from("postgres")};`, "postgres", "apps/server"],
  ["pitstop/http/src/server.ts", `import { openDatabase } ${from("db")};`, "db", "pitstop/http"],
  ["apps/client/src/page.tsx", `import {\n  CarEntity,\n} ${from("db")};`, "db", "apps/client"],
  ["apps/client/src/lazy.ts", `const db = await import(${from("db").slice(5)});`, "db", "apps/client"],
  ["packages/db/src/sub.ts", `import { createClient } ${from("api/client")};`, "api", "packages/db"],
])("a wrong import in %s is found: %s", (file, text, target, folder) => {
  const { status, findings } = check({ [file]: text });
  expect(findings).toEqual([`${file}:1 imports ${named(target)}, which ${folder} may not.`]);
  expect(status).toBe(1);
});

test("the line is told, and every finding at once", () => {
  const wrong = `import { CarEntity } ${from("db")};`;
  const { findings } = check({
    "packages/types/src/car.ts": `import { z } from "zod";\n\n// why\n${wrong}\nimport { y } ${from("api")};\n`,
  });
  expect(findings.map((finding) => finding.split(" ")[0])).toEqual([
    "packages/types/src/car.ts:4",
    "packages/types/src/car.ts:5",
  ]);
});

test("the client may know the API's types, and nothing of it that runs", () => {
  const { findings } = check({ "apps/client/src/page.tsx": `import { appRouter } ${from("api")};` });
  expect(findings).toEqual([
    "apps/client/src/page.tsx:1 imports @acme/api, which apps/client may not at run time: use import type.",
  ]);
});

test("tests may start a database where the code may not", () => {
  const text = `import { startPostgres } ${from("postgres")};`;
  expect(check({ "apps/server/src/main.test.ts": text }).status).toBe(0);
  expect(check({ "apps/server/test/index.ts": text }).status).toBe(0);
  expect(check({ "packages/types/src/car.test.ts": text }).status).toBe(1);
});

test("built files and packages of others are not read", () => {
  const wrong = `import { CarEntity } ${from("db")};`;
  expect(
    check({ "packages/types/dist/car.ts": wrong, "packages/types/node_modules/x/index.ts": wrong }).status,
  ).toBe(0);
});

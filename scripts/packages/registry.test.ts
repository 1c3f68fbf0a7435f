// The packages as strangers install them: from a registry, with npm, in empty folders with an empty home. It fetches some
// hundred packages of others and runs for minutes, so it is part of the long form alone. packages.test.ts is the sample.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { t3Files, t3Schema } from "@pitstop/contract/test/t3-workspace";
import {
  type InstalledServer,
  isServerInstalled,
  startInstalledServer,
} from "@pitstop/migrator/test/installed-server";
import { ensureDatabase, temporaryFolder } from "@pitstop/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mikroOrmPackages, nestFiles, nestPackages, withSafeMigrator } from "./nestjs-project.ts";
import { NEXT, type Published, publish } from "./published.ts";
import type { Stranger } from "./stranger.ts";

const isLong = process.env.PITSTOP_LONG === "1";

describe.runIf(isLong)("from a registry", { timeout: 1_800_000 }, () => {
  const { path: folder, remove } = temporaryFolder();
  let published: Published | undefined;
  beforeAll(async () => {
    published = await publish(folder);
  }, 1_800_000);
  afterAll(() => {
    published?.stop();
    remove();
  });
  const stranger = (name: string): Stranger => {
    if (!published) throw new Error("Nothing was published.");
    return published.stranger(name);
  };

  test.runIf(isServerInstalled())("a NestJS project takes the safe migrator with five lines", async () => {
    const server = (await startInstalledServer()) as InstalledServer; // it is installed
    try {
      await nestProject(stranger("nest"), await ensureDatabase(server.url, "shop"));
    } finally {
      server.stop();
    }
  });

  test.each([
    ["20.20.2", false],
    ["22.17.0", true],
    ["24.21.0", true],
  ])("on Node %s, packages load and commands run: %s", (version, isSupported) => {
    const project = stranger(`node-${version}`);
    project.write({ "package.json": JSON.stringify({ name: "shop", private: true }) });
    const names = ["lint", "contract", "migrator"].map((name) => `@pitstop/${name}`);
    project.install(...names, ...mikroOrmPackages, `node@${version}`);
    const node = join(project.folder, "node_modules/node/bin/node");
    expect(project.run(node, "--version").stdout).toBe(`v${version}\n`);
    for (const name of names) {
      const bin = join("node_modules/.bin", name.replace("@pitstop/", "pitstop-"));
      const { status, stdout, stderr } = project.run(node, bin, "--help");
      if (isSupported) {
        expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: "" });
        expect(stdout).toContain("Usage: pitstop-");
        expect(project.run(node, "-e", `require("${name}")`)).toMatchObject({ status: 0, stderr: "" });
        const imported = project.run(node, "--input-type=module", "-e", `import "${name}"`);
        expect(imported).toMatchObject({ status: 0, stderr: "" });
      } else {
        expect(status).toBe(2);
        expect(stderr).toMatch(/^pitstop-\w+ needs Node 22\.17\.0 or later; this is 20\.20\.2\.\n$/);
      }
    }
  });

  test("the embedded server runs from the registry", () => {
    const project = stranger("postgres");
    project.write({
      "package.json": JSON.stringify({ name: "shop", private: true, type: "module" }),
      "start.js": `
        import { ensureDatabase, startPostgres } from "@pitstop/postgres";
        const server = await startPostgres({ folder: ".postgres" });
        console.log(new URL(await ensureDatabase(server.url, "shop")).pathname);
        await server.stop();`,
    });
    project.install("@pitstop/postgres");
    expect(project.run("node", "start.js")).toEqual({ status: 0, stdout: "/shop\n", stderr: "" });
  });

  test("the linter reads a folder of Prisma migrations", () => {
    const project = stranger("prisma");
    project.write({
      "package.json": JSON.stringify({ name: "shop", private: true }),
      "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
      "prisma/migrations/20250101000000_init/migration.sql":
        'CREATE TABLE "Customer" ("id" SERIAL PRIMARY KEY, "name" TEXT NOT NULL);\n',
      "prisma/migrations/20250201000000_index/migration.sql":
        'CREATE INDEX "Customer_name_idx" ON "Customer"("name");\n',
    });
    project.install("@pitstop/lint");
    const { status, stdout } = project.npx("pitstop-lint", "prisma/migrations", "--format", "json");
    expect(stdout).toContain("create-index-non-concurrent");
    expect(status).toBe(1);
  });

  test("the contract of a workspace like create-t3-turbo is compared with main", () => {
    const project = stranger("t3");
    project.write({
      ...t3Files,
      "package.json": JSON.stringify({ name: "t3", private: true, workspaces: ["packages/*"] }),
    });
    project.install(
      "@trpc/server@11",
      "zod@4",
      "superjson@2",
      "drizzle-orm@0.45",
      "drizzle-zod@0.8",
      "@pitstop/contract",
    );
    const git = (...words: string[]) =>
      project.run("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...words);
    git("init", "--quiet", "--initial-branch", "main");
    git("add", ".");
    expect(git("commit", "--quiet", "--message", "first")).toMatchObject({ status: 0 });
    const compare = () =>
      project.runIn(
        "packages/api",
        "npx",
        "--no",
        "--",
        "pitstop-contract",
        "src/root.ts",
        "--against",
        "main",
      );
    expect(compare()).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing changed") });
    project.write({ "packages/db/src/schema.ts": t3Schema("slug: t.text().notNull(),") });
    const { status, stdout } = compare();
    expect(stdout).toContain("input-required-added");
    expect(stdout).toContain("post.create input.slug");
    expect(status).toBe(1);
  });

  // After this one, whoever installs gets the next version.
  test("pnpm takes all packages to the next version", () => {
    const project = stranger("upgrade");
    const names = ["@pitstop/contract", "@pitstop/lint"];
    const dependencies = Object.fromEntries(names.map((name) => [name, "0.1.0"]));
    project.write({
      "package.json": JSON.stringify({ name: "shop", private: true, dependencies }),
      // pnpm waits a day with what was just published.
      "pnpm-workspace.yaml": "allowBuilds: { esbuild: false }\nminimumReleaseAge: 0\n",
    });
    expect(project.run("npx", "-y", "pnpm", "install")).toMatchObject({ status: 0 });
    published?.publishNext();
    expect(project.run("npx", "-y", "pnpm", "up", "--latest", "@pitstop/*")).toMatchObject({ status: 0 });
    for (const name of names) expect(project.manifestOf(name).version).toBe(NEXT);
    expect(project.run("npx", "-y", "pnpm", "exec", "pitstop-lint", "--help")).toMatchObject({ status: 0 });
  });
});

/** The whole way of a project that has been in use for years. */
async function nestProject(project: Stranger, url: string): Promise<void> {
  project.set("DATABASE_URL", url);
  project.write(nestFiles);
  project.install(...nestPackages);
  expect(project.npx("tsc")).toMatchObject({ status: 0, stdout: "" });
  expect(project.npx("mikro-orm", "migration:up")).toMatchObject({ status: 0 });

  project.install("@pitstop/migrator");
  project.edit("src/mikro-orm.config.ts", withSafeMigrator);
  project.edit("src/customer.entity.ts", {
    "name!: string;": "name!: string;\n\n  @Property({ nullable: true })\n  email?: string;",
  });
  expect(project.npx("tsc")).toMatchObject({ status: 0, stdout: "" });

  const created = project.npx("mikro-orm", "migration:create");
  expect(created).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/Migration\d+_customers_email\.ts/),
  });
  expect(project.npx("pitstop-migrator", "lint")).toMatchObject({
    status: 0,
    stdout: "1 pending migration, 1 statement, 0 findings\n",
  });
  const rehearsed = project.npx("pitstop-migrator", "rehearse");
  expect(rehearsed).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("Rehearsed, not applied: 1 migration up"),
  });

  const { status, stderr } = project.npx("mikro-orm", "migration:up");
  expect(stderr).toMatch(/✓ lint.*✓ backup.*✓ rehearsal.*✓ apply.*✓ verification.*1 migration up on shop/s);
  expect(status).toBe(0);
  expect(project.npx("tsc")).toMatchObject({ status: 0, stdout: "" });
  expect(project.run("node", "dist/main.js")).toMatchObject({ status: 0, stdout: "500 customers\n" });

  expect(project.npx("pitstop-migrator", "backup")).toMatchObject({ status: 0 });
  const { backups } = JSON.parse(project.npx("pitstop-migrator", "backup", "--list", "--json").stdout);
  expect(backups[0].migrations).toHaveLength(3);
  const backfill = [
    "backfill",
    "--table",
    "customers",
    "--set",
    "email = 'none'",
    "--where",
    "email is null",
  ];
  expect(project.npx("pitstop-migrator", ...backfill)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Filled 500 rows of customers"),
  });
  expect(project.npx("pitstop-migrator", "restore", backups[0].name, "--yes")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`Restored ${backups[0].name}`),
  });
  expect(project.npx("pitstop-migrator", ...backfill, "--dry-run").stdout).toContain(
    "500 rows of customers match",
  );

  project.write({ "src/migrations/Migration20300101000000.ts": unsafeMigration });
  const refused = project.npx("mikro-orm", "migration:up");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("create index concurrently customers_email");
  expect(refused.stderr).toContain("MIGRATION_UNSAFE");
  expect(readdirSync(join(project.folder, ".pitstop/backups"))).toContain(".gitignore");
  const unknown = project.npx("pitstop-migrator", "restore", "yesterday", "--yes");
  expect(unknown).toMatchObject({ status: 1, stderr: expect.stringContaining("(BACKUP_UNKNOWN)") });
  expect(project.npx("pitstop-migrator", "restore").stderr).toContain("npx pitstop-migrator backup --list");
}

const unsafeMigration = `
import { Migration } from "@pitstop/migrator";

export class Migration20300101000000 extends Migration {
  override up(): void {
    this.addSql("create index customers_email on customers (email)");
  }
}
`;

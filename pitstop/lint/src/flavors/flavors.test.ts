import { describe, expect, it } from "vitest";
import { project } from "../../test/command/project.ts";

const concurrently = (name: string) => `CREATE INDEX CONCURRENTLY "${name}" ON "cars"("${name}");\n`;
const rulesOf = (findings: readonly string[]) => findings.map((finding) => finding.replace(/.* /, ""));

describe("Prisma", () => {
  const sql = (name: string) => `prisma/migrations/${name}/migration.sql`;

  it("applies migrations in the order of their folders", async () => {
    const { findings } = project({
      [sql("20260102_wider")]: 'ALTER TABLE "cars" ALTER COLUMN "name" SET DATA TYPE VARCHAR(50);',
      [sql("20260101_cars")]: 'CREATE TABLE "cars" ("name" VARCHAR(20));',
      [sql("20260103_drop")]: 'ALTER TABLE "cars" DROP COLUMN "name";',
      "prisma/migrations/20260103_drop/down.sql": 'DROP TABLE "cars";',
      "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
      "prisma/schema.prisma": "",
    });
    expect(await findings("prisma")).toEqual([`${sql("20260103_drop")}:1:1 drop-column`]);
    expect(await findings(sql("20260102_wider"))).toEqual([]);
  });

  it.each([
    ["one statement runs outside a transaction", concurrently("a"), undefined, []],
    [
      "several run in one",
      concurrently("a") + concurrently("b"),
      undefined,
      ["concurrent-in-transaction", "concurrent-in-transaction"],
    ],
    [
      "several run in one before 7.8",
      concurrently("a") + concurrently("b"),
      "^6.19.0",
      ["concurrent-in-transaction", "concurrent-in-transaction"],
    ],
    ["since 7.8 each runs by itself", concurrently("a") + concurrently("b"), "^7.8.0", []],
    [
      "since 7.8 too, where it drops an index that way, all run in one",
      `${concurrently("a")}DROP INDEX CONCURRENTLY "b";`,
      "7.10.0",
      ["concurrent-in-transaction", "concurrent-in-transaction"],
    ],
    [
      "a file may begin and end its own",
      'BEGIN;\nALTER TABLE "cars" ADD COLUMN "c" TEXT;\nCOMMIT;',
      undefined,
      [],
    ],
  ])("%s", async (_what, text, prisma, expected) => {
    const { findings } = project({
      [sql("20260102_index")]: text,
      "package.json": JSON.stringify({ devDependencies: prisma === undefined ? {} : { prisma } }),
    });
    expect(rulesOf(await findings("prisma"))).toEqual(expected);
  });

  it("goes by the installed version before the one that is asked for", async () => {
    const { findings } = project({
      [sql("20260102_index")]: concurrently("a") + concurrently("b"),
      "package.json": JSON.stringify({ devDependencies: { prisma: "^7.0.0" } }),
      "node_modules/prisma/package.json": JSON.stringify({ version: "7.9.1" }),
    });
    expect(await findings("prisma")).toEqual([]);
  });

  it("is advised in its own words", async () => {
    const { lint } = project({
      [sql("1_index")]: 'CREATE INDEX "i" ON "cars"("name");',
      [sql("2_key")]: 'ALTER TABLE "cars" ADD CONSTRAINT "k" FOREIGN KEY ("a") REFERENCES "owners"("id");',
      [sql("3_fill")]: 'UPDATE "cars" SET "color" = \'red\';',
      [sql("4_both")]: 'CREATE INDEX CONCURRENTLY "j" ON "cars"("name");\nSELECT 1;',
      [sql("5_type")]: 'ALTER TABLE "cars" ALTER COLUMN "a" TYPE BIGINT;',
    });
    const { stdout } = await lint("prisma", "--style");
    expect(stdout).toContain(
      "-- A migration of its own for each statement. Create it with `prisma migrate dev --create-only`, and write:",
    );
    expect(stdout).toContain("-- Next migration (`prisma migrate dev --create-only`)");
    expect(stdout).toContain("`prisma db execute --file`");
    expect(stdout).toContain("Prisma sends a migration of several statements as one query");
    expect(stdout).not.toMatch(/MikroORM|isTransactional|this\.|addSql|drizzle/);
  });

  it("refuses migrations for another database, once", async () => {
    const { lint } = project({
      [sql("1_a")]: "CREATE TABLE `cars` (id int);",
      [sql("2_b")]: "CREATE TABLE `owners` (id int);",
      "prisma/migrations/migration_lock.toml": 'provider = "mysql"\n',
    });
    const { exitCode, stderr } = await lint("prisma");
    expect(stderr.match(/LINT_NOT_POSTGRESQL/g)).toHaveLength(1);
    expect(exitCode).toBe(2);
  });
});

describe("drizzle", () => {
  const journal = (...tags: string[]) =>
    JSON.stringify({
      version: "7",
      dialect: "postgresql",
      entries: tags.map((tag, idx) => ({ idx, tag, when: idx })),
    });

  it("applies migrations in the order of its journal, and leaves out what isn't in it", async () => {
    const { findings, lint } = project({
      "drizzle/0001_zebra.sql": 'CREATE TABLE "cars" ("name" varchar(20))',
      "drizzle/0001_apple.sql": 'ALTER TABLE "cars" ALTER COLUMN "name" SET DATA TYPE varchar(50);',
      "drizzle/seed.sql": 'DROP TABLE "cars";',
      "drizzle/meta/_journal.json": journal("0001_zebra", "0001_apple"),
    });
    expect(await findings("drizzle")).toEqual([]);
    const { stderr } = await lint("drizzle");
    expect(stderr).toContain(
      "Skipped drizzle/seed.sql: not in meta/_journal.json, so drizzle doesn't apply it.",
    );
  });

  it("cuts files at its markers, which need no semicolon and no line of their own", async () => {
    const { findings } = project({
      "drizzle/0000_a.sql":
        'CREATE TABLE "a" ("id" int)\n--> statement-breakpoint\nALTER TABLE "b" DROP COLUMN "c";--> statement-breakpoint DROP TABLE "d";',
      "drizzle/meta/_journal.json": journal("0000_a"),
    });
    expect(await findings("drizzle")).toEqual([
      "drizzle/0000_a.sql:3:1 drop-column",
      "drizzle/0000_a.sql:3:58 drop-table",
    ]);
  });

  it("runs every migration in a transaction, and is advised in its own words", async () => {
    const { lint } = project({
      "drizzle/0000_a.sql": concurrently("a"),
      "drizzle/0001_b.sql": 'CREATE INDEX "b" ON "cars" ("b");',
      "drizzle/0002_c.sql": 'UPDATE "cars" SET "c" = \'red\';',
      "drizzle/meta/_journal.json": journal("0000_a", "0001_b", "0002_c"),
    });
    const { stdout } = await lint("drizzle");
    expect(stdout).toContain("drizzle/0000_a.sql:1  error concurrent-in-transaction");
    expect(stdout).toContain("drizzle runs all pending migrations in one.");
    expect(stdout).toContain(
      "-- With psql: `drizzle-kit migrate` runs all pending migrations in one transaction.",
    );
    expect(stdout).not.toMatch(/MikroORM|isTransactional|this\.|addSql|[Pp]risma/);
  });

  it("has a folder for each migration since drizzle-kit 1", async () => {
    const { findings } = project({
      "drizzle/20260101_a/migration.sql": concurrently("a"),
      "drizzle/20260101_a/snapshot.json": "{}",
    });
    expect(rulesOf(await findings("drizzle"))).toEqual(["concurrent-in-transaction"]);
  });

  it("refuses migrations for another database, and a journal that can't be read", async () => {
    const files = { "drizzle/0000_a.sql": "select 1;" };
    const mysql = JSON.stringify({ dialect: "mysql", entries: [{ tag: "0000_a" }] });
    const { stderr } = await project({ ...files, "drizzle/meta/_journal.json": mysql }).lint("drizzle");
    expect(stderr).toContain("LINT_NOT_POSTGRESQL");
    const broken = await project({ ...files, "drizzle/meta/_journal.json": "{" }).lint("drizzle");
    expect(broken.stderr).toContain("LINT_FILE_UNREADABLE: The journal");
    expect(broken.exitCode).toBe(2);
  });
});

describe("plain SQL", () => {
  it("is applied by version where the names have one, and otherwise each file stands for itself", async () => {
    const files = {
      "db/V2__cars.sql": "create table cars (name varchar(20));",
      "db/V10__wider.sql": "alter table cars alter column name type varchar(50);",
      "db/U10__wider.sql": "alter table cars alter column name type varchar(10);",
      "db/other.sql": "alter table cars alter column name type varchar(50);",
    };
    expect(rulesOf(await project(files).findings("db/V10__wider.sql"))).toEqual([]);
    expect(rulesOf(await project(files).findings("db"))).toEqual(["change-column-type"]);
  });

  it("sends a file of golang-migrate as one query", async () => {
    const one = { "1_a.up.sql": concurrently("a"), "1_a.down.sql": "drop index a;" };
    expect(await project(one).findings(".")).toEqual([]);
    const two = { "1_a.up.sql": concurrently("a") + concurrently("b") };
    expect(rulesOf(await project(two).findings("."))).toEqual([
      "concurrent-in-transaction",
      "concurrent-in-transaction",
    ]);
    expect(await project({ "1_a.sql": two["1_a.up.sql"] }).findings(".")).toEqual([]);
  });

  it("has its up part alone linted where a file has both", async () => {
    const goose =
      "-- +goose Up\nalter table a add column b int;\n-- +goose Down\nalter table a drop column b;\n";
    const dbmate = `-- migrate:up transaction:false\n${concurrently("a")}\n-- migrate:down\ndrop table a;`;
    const nodePgMigrate = `-- Up Migration\n${concurrently("a")}\n-- Down Migration\ndrop table a;`;
    const { findings } = project({
      "1_goose.sql": goose,
      "2_dbmate.sql": dbmate,
      "3_node.sql": nodePgMigrate,
    });
    expect(await findings(".")).toEqual(["3_node.sql:2:1 concurrent-in-transaction"]);
  });

  it("is advised without a word about any tool", async () => {
    const { lint } = project({ "a.sql": "create index i on cars (name);\nupdate cars set color = 'red';" });
    const { stdout } = await lint("a.sql");
    expect(stdout).toContain("-- A migration of its own, outside a transaction:");
    expect(stdout).not.toMatch(/MikroORM|isTransactional|this\.|addSql|[Pp]risma|drizzle/);
  });
});

describe("--flavor", () => {
  it("goes before what the names say", async () => {
    const { findings } = project({ "a.sql": concurrently("a") });
    expect(await findings("a.sql")).toEqual([]);
    expect(rulesOf(await findings("a.sql", "--flavor", "drizzle"))).toEqual(["concurrent-in-transaction"]);
  });

  it("ends with 2 for a file that it can't be", async () => {
    const { exitCode, stderr } = await project({ "a.sql": "select 1;" }).lint(
      "a.sql",
      "--flavor",
      "mikro-orm",
    );
    expect(stderr).toContain(`isn't a migration of the flavor "mikro-orm"`);
    expect(exitCode).toBe(2);
  });
});

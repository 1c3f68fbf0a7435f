import { describe, expect, it } from "vitest";
import { lintMigration } from "./lint-migration.ts";
import type { ReadableMigration } from "./readable-migration.ts";
import { backfillStep, hashOf, type Step, sqlStep } from "./step.ts";

function migration(
  steps: readonly (string | Step)[],
  rest: Partial<ReadableMigration> = {},
): ReadableMigration {
  const read = steps.map((step) => (typeof step === "string" ? sqlStep(step) : step));
  const hash = hashOf(read.map((step) => step.hash).join("\n"));
  return { name: "Migration2", isTransactional: true, steps: read, hash, ...rest };
}

const rulesOf = (...given: Parameters<typeof lintMigration>) =>
  lintMigration(...given).findings.map(({ rule }) => rule);

describe("a migration", () => {
  it("runs in one transaction, unless it says otherwise", () => {
    const steps = ["create index concurrently i on cars (color);"];
    expect(rulesOf(migration(steps))).toEqual(["concurrent-in-transaction"]);
    expect(rulesOf(migration(steps, { isTransactional: false }))).toEqual([]);
  });

  it("has each step by itself where it is not transactional, but a step of several statements in one", () => {
    const validate = [
      "alter table cars add constraint c check (price > 0) not valid",
      "alter table cars validate constraint c",
    ];
    expect(rulesOf(migration(validate, { isTransactional: false }))).toEqual([]);
    expect(rulesOf(migration([validate.join(";\n")], { isTransactional: false }))).toEqual([
      "validate-in-same-transaction",
    ]);
  });

  it("runs with timeouts and in UTC", () => {
    const steps = ["alter table cars alter column at type timestamptz;"];
    const earlier = [migration(["create table cars (at timestamp);"], { name: "Migration1" })];
    const rules = ["require-lock-timeout", "require-statement-timeout", "change-column-type"];
    expect(rulesOf(migration(steps), { earlier, rules })).toEqual([]);
  });

  it("may fill a column in batches", () => {
    const fill = backfillStep({ table: "cars", set: "color = 'red'", where: "color is null" });
    expect(
      rulesOf(migration(["alter table cars add column color text;", fill], { isTransactional: false })),
    ).toEqual([]);
  });

  it("knows the types and tables of those before it", () => {
    const earlier = [
      migration(["create table cars (name varchar(20), price int);"], { name: "Migration0" }),
      migration(["alter table cars alter column name type varchar(50);"], { name: "Migration1" }),
    ];
    expect(rulesOf(migration(["alter table cars alter column name type varchar(40);"]), { earlier })).toEqual(
      ["change-column-type"],
    );
    expect(rulesOf(migration(["alter table cars alter column name type varchar(60);"]), { earlier })).toEqual(
      [],
    );
    expect(rulesOf(migration(["create index i on cars (price);"]), { earlier })).toEqual([
      "create-index-non-concurrent",
    ]);
  });

  it("knows the tables of the snapshot, and that the snapshot may show what it is about to do", () => {
    const snapshot = {
      tables: [
        {
          name: "cars",
          schema: "public",
          columns: { name: { type: "varchar(20)" }, price: { type: "bigint" } },
        },
      ],
    };
    expect(
      rulesOf(migration(["alter table cars alter column name type varchar(40);"]), { snapshot }),
    ).toEqual([]);
    expect(rulesOf(migration(["alter table cars alter column price type bigint;"]), { snapshot })).toEqual([
      "change-column-type",
    ]);
    const create = ["create table if not exists cars (name varchar(20));", "create index i on cars (name);"];
    expect(rulesOf(migration(create), { snapshot })).toEqual([]);
  });

  it("is linted all the same when an earlier one cannot be read", () => {
    const earlier = [migration(["create tabel cars ();"], { name: "Migration1" })];
    expect(rulesOf(migration(["drop table cars;"]), { earlier })).toEqual(["drop-table"]);
  });

  it("is read for the server that it runs on", () => {
    const steps = ["alter table cars add column wheels int default 4;"];
    expect(rulesOf(migration(steps), { serverVersion: 18 })).toEqual([]);
    expect(rulesOf(migration(steps), { serverVersion: 10 })).toEqual(["add-column-default"]);
  });

  it("that sorts before one that is applied is a finding", () => {
    const earlier = [migration(["select 1;"], { name: "Migration3" })];
    expect(rulesOf(migration(["select 1;"]), { earlier })).toEqual(["non-linear-history"]);
  });

  it("may end its SQL in a comment, with or without a semicolon", () => {
    const steps = ["alter table cars add column a int -- first", "alter table cars drop column b; -- second"];
    expect(rulesOf(migration(steps))).toEqual(["drop-column"]);
  });

  it("that is no SQL says so, with the step's line", () => {
    const broken = migration(["select 1;", "alter tabel cars drop column b;"]);
    const source =
      "class A {\n  up() {\n    this.addSql(`select 1;`);\n    this.addSql(`alter tabel cars drop column b;`);\n  }\n}";
    expect(() => lintMigration(broken, { source })).toThrow(
      expect.objectContaining({
        code: "LINT_SQL_INVALID",
        line: 4,
        message: expect.stringMatching(/^Migration2: Line 4/),
      }),
    );
  });
});

describe("a migration whose file is at hand", () => {
  const source = `import { Migration } from "@mikro-orm/migrations";

export class Migration2 extends Migration {
  override down(): void {
    this.addSql("alter table cars drop column price;");
  }

  override up(): void {
    // pitstop:allow drop-column nobody reads it since 2.4
    this.addSql(\`alter table cars drop column color;\`);
    this.addSql(\`
      alter table cars
        rename to vehicles;
    \`);
    this.addSql("alter table cars drop column price;");
    // pitstop:allow drop-column
    this.addSql(\`alter table cars drop column \${"year"};\`);
  }
}
`;
  const steps = [
    "alter table cars drop column color;",
    "alter table cars\n        rename to vehicles;",
    "alter table cars drop column price;",
    "alter table cars drop column year;",
  ];

  it("has findings at the lines of the file, and exceptions above the call", () => {
    const { findings, exceptions } = lintMigration(migration(steps), { source });
    expect(exceptions).toEqual([{ rule: "drop-column", line: 10, reason: "nobody reads it since 2.4" }]);
    expect(findings.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
      "12 rename-table",
      "15 drop-column",
      "8 drop-column",
    ]);
  });

  it("may say its exceptions in the SQL as well", () => {
    const sql = "-- pitstop:allow drop-column nobody reads it\nalter table cars drop column price;";
    expect(lintMigration(migration([sql])).exceptions).toHaveLength(1);
  });
});

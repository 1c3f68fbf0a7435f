import { expect, test } from "vitest";
import { Car, Initial, type Migrations, query, testProject } from "../../../test/car-project.ts";
import { Migration } from "../../migration/migration.ts";

const { cars, migrator } = testProject();

/** More cars than a table may have to be rewritten or scanned without asking. */
async function manyCars(): Promise<string> {
  const url = await cars();
  await query(url, "insert into cars select n, 'Car ' || n from generate_series(301, 20000) n; analyze cars");
  return url;
}

/** It changes no value and no type, and writes every row anew. */
const REWRITE = "alter table cars alter id type int using id + 0";

const migration = (...statements: string[]) =>
  class extends Migration {
    override up(): void {
      for (const statement of statements) this.addSql(statement);
    }
  };

async function project(
  url: string,
  migrations: Migrations,
  options: Parameters<typeof migrator>[3] = { without: ["lint"] },
) {
  return migrator(url, { Initial, ...migrations }, [Car], options);
}

test("a migration that would keep others waiting is refused by name, with its figures and the comment that allows it", async () => {
  const url = await manyCars();
  const { up, report } = await project(url, { Anew: migration(REWRITE) });
  await expect(up()).rejects.toMatchObject({
    code: "MIGRATION_BLOCKS",
    message: expect.stringMatching(
      /Anew: `alter table cars alter id type int using id \+ 0` rewrites cars \(20,000 rows, .+\) under ACCESS EXCLUSIVE, held for .+: every read and every write of cars waits\./,
    ),
    hint: expect.stringContaining("\n  -- pitstop:allow blocking-rewrite <reason>"),
  });
  expect(report()).toMatchObject({
    outcome: "failed",
    costs: [{ judge: "blocking-rewrite", table: "cars", rows: 20_000, allowed: null }],
    problems: [expect.stringContaining("rewrites cars")],
  });
  expect(report().stages.map(({ stage }) => stage)).not.toContain("apply");
});

test("on a sample the size of the live table counts", async () => {
  const { rehearse, report } = await project(
    await manyCars(),
    { Required: migration("alter table cars add check (id > 0)") },
    { without: ["lint"], sample: 10 },
  );
  await expect(rehearse()).rejects.toMatchObject({
    code: "MIGRATION_BLOCKS",
    message: expect.stringMatching(
      /reads all of cars \(20,000 rows, .*on the sample, about .* on the live table/,
    ),
  });
  expect(report().costs).toMatchObject([{ judge: "blocking-scan", isSample: true, rows: 20_000 }]);
});

test("a comment above the statement allows it, and the report says so with the figures", async () => {
  const allowed = `-- pitstop:allow blocking-rewrite the garage is closed at night\n${REWRITE}`;
  const { up, report } = await project(await manyCars(), { Anew: migration(allowed) });
  expect(await up()).toEqual(["Anew"]);
  expect(report()).toMatchObject({
    outcome: "done",
    costs: [{ allowed: { rule: "blocking-rewrite", reason: "the garage is closed at night" } }],
    problems: [],
  });
  expect(report().notes).toContainEqual(
    expect.stringMatching(
      /^Allowed by blocking-rewrite \(the garage is closed at night\): Anew: .*rewrites cars \(20,000 rows, /,
    ),
  );
});

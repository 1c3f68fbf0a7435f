import { expect, test } from "vitest";
import type { Backup } from "../backup/index.ts";
import { MigratorError } from "../errors.ts";
import { backupTable, type ListedBackup, listedBackups } from "./backups.ts";
import { markdownReport, title } from "./markdown.ts";
import { progressBar, progressLine } from "./progress-line.ts";
import type { MigrationReport } from "./report.ts";
import { terminalReporter } from "./terminal.ts";
import { count, duration, oneLine, size } from "./words.ts";

const done: MigrationReport = {
  database: "pitstop at 127.0.0.1:5432",
  direction: "up",
  isRehearsal: false,
  sample: null,
  migrations: ["Migration1_car_price"],
  applied: ["Migration1_car_price"],
  outcome: "done",
  stages: [
    { stage: "lint", outcome: "done", summary: "1 statement, 0 findings", duration: 12 },
    { stage: "backup", outcome: "left out", summary: "on request", duration: 0 },
    { stage: "apply", outcome: "done", summary: "1 migration, no lock retries", duration: 1_234 },
  ],
  findings: [],
  exceptions: [
    { migration: "Migration1_car_price", rule: "drop-column", line: 4, reason: "nobody reads it" },
  ],
  statements: [
    {
      migration: "Migration1_car_price",
      direction: "up",
      index: 0,
      statement: `alter table "cars"\n  add "price" numeric(12, 2) null`,
      hash: "00",
      duration: 2.4,
      rows: null,
      tables: [
        {
          table: "cars",
          qualifiedName: "public.cars",
          lock: "ACCESS EXCLUSIVE",
          heldFor: 2.4,
          isBlocking: true,
          isRewritten: false,
          rebuiltIndexes: [],
          rowsRead: 0,
          rows: 300,
          sizeBefore: 8_192,
          sizeAfter: 8_192,
          existedBefore: true,
        },
      ],
    },
  ],
  costs: [],
  allowed: [
    {
      migration: "Migration1",
      sentence: "Column cars.color is gone (500 rows, 480 with a value).",
      reason: "no client reads it",
    },
  ],
  problems: [],
  notes: [],
  drift: [],
  unmanaged: [],
  backup: null,
  restore: null,
  error: null,
};

const failed: MigrationReport = {
  ...done,
  outcome: "failed",
  problems: ["Table cars had 2 rows and has 1 now."],
  restore: "pnpm --filter db restore 20261101",
  error: { code: "VERIFICATION_FAILED", message: "The database is not as it was.", hint: "Bring it back." },
};

test("the Markdown of a run fits into a pull request", () => {
  expect(markdownReport(done)).toMatchInlineSnapshot(`
    "## 1 migration up on pitstop at 127.0.0.1:5432

    | Stage | Outcome | | Time |
    | --- | --- | --- | --- |
    | lint | done | 1 statement, 0 findings | 12 ms |
    | backup | left out | on request | 0 ms |
    | apply | done | 1 migration, no lock retries | 1.2 s |

    | Migration | Statement, on a copy of the data | Time | Rows | Locks | Size |
    | --- | --- | --- | --- | --- | --- |
    | Migration1_car_price | \`alter table "cars" add "price" numeric(12, 2) null\` | 2 ms | – | cars: ACCESS EXCLUSIVE for 2 ms | – |

    - intended \`drop-column\` in Migration1_car_price: nobody reads it

    - Allowed in Migration1: Column cars.color is gone (500 rows, 480 with a value). Reason: no client reads it"
  `);
});

test("the Markdown of a failure says what is wrong and how to go back", () => {
  const text = markdownReport(failed);
  expect(text).toContain("failed");
  expect(text).toContain("- **Table cars had 2 rows and has 1 now.**");
  expect(text).toContain("pnpm --filter db restore 20261101");
});

test("a terminal gets a line per stage as it ends, and one table", () => {
  expect(printed(done)).toMatchInlineSnapshot(`
    "  ✓ lint         1 statement, 0 findings  (12 ms)
      – backup       left out: on request
      ✓ apply        1 migration, no lock retries  (1.2 s)
      1 intended exception from the rules.

      On a copy of the data                               time  rows  locks
      alter table "cars" add "price" numeric(12, 2) null  2 ms  –     cars: ACCESS EXCLUSIVE for 2 ms

      Allowed in Migration1: Column cars.color is gone (500 rows, 480 with a value). Reason: no client reads it
    1 migration up on pitstop at 127.0.0.1:5432
    "
  `);
});

test("a failure in a terminal ends with the way back", () => {
  expect(printed(failed)).toMatch(/failed\nTo bring the backup back: pnpm --filter db restore 20261101\n$/);
});

test("a rehearsal on a sample says that it was one, and that nothing was applied", () => {
  const rehearsed: MigrationReport = { ...done, isRehearsal: true, sample: { taken: 10, outOf: 2_000 } };
  for (const text of [printed(rehearsed), markdownReport(rehearsed)]) {
    expect(text).toContain("Rehearsed, not applied: 1 migration up on pitstop");
    expect(text).toMatch(/on a sample of the data/i);
  }
});

test("the title says of a failure how much was applied, and calls nothing a rehearsal that was none", () => {
  const two = { ...failed, migrations: ["Migration1_car_price", "Migration2_car_color"] };
  expect(title(two)).toBe("2 migrations up on pitstop at 127.0.0.1:5432, 1 of 2 applied: failed");
  expect(title({ ...two, applied: [] })).toContain("0 of 2 applied: failed");
  const onEmpty = {
    stage: "rehearsal",
    outcome: "not needed",
    summary: "no tables yet",
    duration: 0,
  } as const;
  expect(title({ ...done, isRehearsal: true, stages: [onEmpty] })).toMatch(
    /^Not rehearsed, not applied: 1 mig/,
  );
  expect(title({ ...failed, isRehearsal: true })).toMatch(/^Not rehearsed, not applied: .*: failed$/);
  const differed = { ...onEmpty, outcome: "failed" } as const;
  expect(title({ ...failed, isRehearsal: true, stages: [differed] })).toMatch(/^Not rehearsed, not applied/);
});

test("what failed before it was known what to run says why in the title", () => {
  expect(printed({ ...failed, migrations: [] })).toContain(
    "Nothing was done on pitstop at 127.0.0.1:5432: VERIFICATION_FAILED",
  );
});

test("progress takes one line of a terminal, however narrow, and no more than somebody can read", () => {
  const written: string[] = [];
  const bar = progressBar({ isTTY: true, columns: 30, write: (text) => written.push(text) });
  for (let done = 0; done < 1_000; done++)
    bar.show({ task: "Backing up", done, total: 1_000, unit: "files" });
  expect(written.length).toBeLessThan(100);
  expect(written[0]).toBe(`\r\u001b[2K  … Backing up ${"░".repeat(14)}`);
  bar.clear();
  expect(written.at(-1)).toBe("\r\u001b[2K");
});

test("progress says how fast it is and how long it takes, where that is known", () => {
  const filling = { task: "Filling cars", done: 500, total: 2_000, unit: "rows" } as const;
  expect(progressLine(filling)).toBe("Filling cars █████░░░░░░░░░░░░░░░ 25 %, 500 of 2,000 rows");
  expect(progressLine({ ...filling, rowsPerSecond: 1_200, secondsLeft: 125 })).toMatch(
    /, 500 of 2,000 rows, 1,200 rows\/s, 2 min 5 s left$/,
  );
  expect(progressLine({ ...filling, total: undefined })).toBe("Filling cars: 500 rows");
});

test("a list of backups has a line for each, and says which are not whole where they were read", () => {
  const backup: Backup = {
    id: "2026-11-23T08-00-17-123Z-shop",
    folder: "/backups/2026-11-23T08-00-17-123Z-shop",
    manifest: {
      format: 1,
      id: "2026-11-23T08-00-17-123Z-shop",
      createdAt: "2026-11-23T08:00:17.123Z",
      method: "pg_dump",
      database: "shop",
      locale: { encoding: "UTF8", collate: "C", ctype: "C", provider: "c", locale: null, rules: null },
      databaseBytes: 9_000_000,
      serverVersion: 150_018,
      tool: "pg_dump 15.18",
      migrations: ["Migration1", "Migration2"],
      fingerprints: [],
      files: [{ path: "dump/toc.dat", bytes: 48_000_000, sha256: "00" }],
    },
  };
  expect(backupTable(listedBackups([backup], undefined))).toMatchInlineSnapshot(`
    "  Name                           Made                  Size   PostgreSQL  Migrations
      2026-11-23T08-00-17-123Z-shop  2026-11-23 08:00 UTC  48 MB  15.18       2 migrations, last Migration2
    "
  `);
  const server = { systemIdentifier: "7", address: "db.example:5432" };
  const onServer = { ...backup, manifest: { ...backup.manifest, server } };
  expect(backupTable(listedBackups([onServer, backup], undefined))).toMatch(
    /UTC {2}db\.example:5432 {2}48 MB.*\n.*UTC {2}unknown {10}48 MB/,
  );
  const error = new MigratorError("BACKUP_ALTERED", "dump/toc.dat was altered.", "Use another one.");
  const [damaged] = listedBackups([backup], [{ id: backup.id, error }]);
  expect(damaged).toMatchObject({ isWhole: false, problem: "dump/toc.dat was altered." });
  expect(backupTable([damaged as ListedBackup])).toMatch(/DIFFER\n$/);
});

test("numbers are written for people", () => {
  expect([duration(0.4), duration(999), duration(1_250), duration(125_000)]).toEqual([
    "0 ms",
    "999 ms",
    "1.3 s",
    "2 min 5 s",
  ]);
  expect([size(0), size(999), size(48_300_000), size(1_500_000)]).toEqual([
    "0 B",
    "999 B",
    "48 MB",
    "1.5 MB",
  ]);
  expect([count(1, "retry"), count(2, "retry"), count(1_000, "row")]).toEqual([
    "1 retry",
    "2 retries",
    "1,000 rows",
  ]);
  expect(oneLine("select\n  1", 20)).toBe("select 1");
  expect(oneLine("select 1, 2, 3", 8)).toBe("select …");
  expect(oneLine("-- why\n  -- and how\nselect 1", 20)).toBe("select 1");
});

function printed(report: MigrationReport): string {
  let text = "";
  // Not a terminal: no colour and nothing in place, which is what a log gets.
  const reporter = terminalReporter({ isTTY: false, write: (chunk) => (text += chunk) });
  for (const stage of report.stages) reporter.stageEnds(stage);
  reporter.end(report);
  return text;
}

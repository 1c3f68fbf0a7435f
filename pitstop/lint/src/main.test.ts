import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;

const migrationFile = (name: string, body: string, rest = "") => `
import { Migration } from "@mikro-orm/migrations";
export class ${name} extends Migration {
  override up(): void {
${body}
  }
${rest}}
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pitstop-lint-"));
  const files = {
    "safe.sql": "alter table cars add column color text;\n",
    "unsafe.sql": "select 1;\n\nalter table cars drop column color;\n",
    "warning.sql": "alter table cars alter column vin drop not null;\n",
    "broken.sql": "select 1;\nalter tabel cars;\n",
    "intended.sql": "-- pitstop:allow drop-column nobody reads it\nalter table cars drop column color;\n",
    "notes.md": "alter table cars drop column color;\n",
    "migrations/Migration1.ts": migrationFile(
      "Migration1",
      "    this.addSql(`create table cars (name varchar(20));`);",
    ),
    "migrations/Migration2.ts": migrationFile(
      "Migration2",
      "    this.addSql(`alter table cars alter column name type varchar(50);`);\n    this.addSql(`alter table cars drop column name;`);",
    ),
    "migrations/Migration3.ts": migrationFile(
      "Migration3",
      "    this.addSql(`create index concurrently i on cars (name);`);",
      "  override isTransactional(): boolean {\n    return false;\n  }\n",
    ),
    "migrations/Migration4.ts": migrationFile("Migration4", "    throw new Error('no weather');"),
    "migrations/Migration5.ts": "export const nothing = 1;\n",
    "named/Migration1.ts": migrationFile("Migration1", "    this.addSql(`create table cars (name text);`);"),
    "named/Migration2.ts": migrationFile(
      "Migration2",
      "    this.addSql(`create index concurrently i on owners (name);`);",
    ),
    "named/MigrationHelper.ts": "throw new Error('never loaded');",
    "named/Migration2.test.ts": "throw new Error('never loaded');",
    "migrations/.snapshot-cars.json": JSON.stringify({ tables: [] }),
  };
  for (const name of ["migrations", "named"]) await mkdir(join(folder, name));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command in the user's folder. */
function run(...args: string[]): Promise<Outcome> {
  const script = join(import.meta.dirname, "main.ts");
  const env = { ...process.env, NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

describe("the lint command", () => {
  it("succeeds on files without errors, and also where there are warnings", async () => {
    expect(await run("safe.sql", "intended.sql")).toEqual({
      code: 0,
      stdout: "2 files: nothing found, 1 intended exception\n",
      stderr: "",
    });
    const { code, stdout } = await run("warning.sql");
    expect(code).toBe(0);
    expect(stdout).toContain("warning.sql:1  warning drop-not-null  ACCESS EXCLUSIVE on cars");
  });

  it("fails on an error, and shows where it is, what happens and the safe way", async () => {
    const { code, stdout } = await run("unsafe.sql");
    expect(code).toBe(1);
    expect(stdout).toContain("unsafe.sql:3  error drop-column  ACCESS EXCLUSIVE on cars");
    expect(stdout).toContain("    -- pitstop:allow drop-column");
    expect(stdout).toMatch(/1 file: 1 error\n$/);
  });

  it("prints nothing but JSON with --json, for each file", async () => {
    const { code, stdout, stderr } = await run("safe.sql", "unsafe.sql", "--json");
    expect(code).toBe(1);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      files: [
        { file: "safe.sql", findings: [], exceptions: [] },
        {
          file: "unsafe.sql",
          findings: [
            {
              rule: "drop-column",
              level: "error",
              line: 3,
              column: 1,
              statement: "alter table cars drop column color",
              table: "cars",
              lock: "ACCESS EXCLUSIVE",
              message: expect.any(String),
              rewrite: expect.any(String),
            },
          ],
          exceptions: [],
        },
      ],
      skipped: [],
      problems: [],
    });
  });

  it("runs the rules that are asked for alone, and those of style where they are asked for", async () => {
    expect((await run("unsafe.sql", "--rules", "rename-table,drop-table")).code).toBe(0);
    expect((await run("safe.sql", "--style")).stdout).toContain("require-table-schema");
  });

  it("lints what migrations issue, with what the earlier ones created", async () => {
    const { code, stdout } = await run(
      "--json",
      "migrations/Migration1.ts",
      "migrations/Migration2.ts",
      "migrations/Migration3.ts",
    );
    expect(code).toBe(1);
    const { files } = JSON.parse(stdout) as { files: { findings: { rule: string; line: number }[] }[] };
    expect(files.map(({ findings }) => findings.map(({ rule, line }) => `${line} ${rule}`))).toEqual([
      [],
      ["6 drop-column"],
      [],
    ]);
  });

  it("finds migrations in a folder by the names that MikroORM gives, and advises in its words", async () => {
    const { code, stdout, stderr } = await run("named");
    expect(stderr).toBe("");
    expect(stdout).toContain("named/Migration2.ts:5  error concurrent-in-transaction");
    expect(stdout).toContain("isTransactional() { return false; }");
    expect(stdout).toMatch(/2 files: 1 error\n$/);
    expect(code).toBe(1);
  });

  it.each([
    [
      "an unknown rule",
      ["safe.sql", "--rules", "drop-colum"],
      /LINT_RULE_UNKNOWN.*"drop-colum"[\s\S]*drop-column/,
    ],
    ["an unknown option", ["safe.sql", "--yaml"], /unknown option '--yaml'/],
    ["no file", [], /LINT_USAGE: Nothing to lint/],
    ["a missing file", ["gone.sql"], /gone\.sql LINT_FILE_MISSING/],
    ["a file that is no SQL by its name", ["notes.md"], /LINT_FILE_UNREADABLE/],
    [
      "SQL that cannot be read",
      ["broken.sql"],
      /broken\.sql:2 LINT_SQL_INVALID.*syntax error at or near "tabel"/,
    ],
    ["a migration that fails", ["migrations/Migration4.ts"], /LINT_MIGRATION_FAILED.*no weather/],
    ["a file without a migration", ["migrations/Migration5.ts"], /LINT_MIGRATION_INVALID/],
  ])("says what is wrong with %s, and ends with 2", async (_what, args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("lints the other files all the same, and has in its JSON what could not be linted", async () => {
    const { code, stdout } = await run("broken.sql", "unsafe.sql", "gone.sql", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ file: "unsafe.sql", findings: [{ rule: "drop-column" }] }],
      problems: [
        { file: "gone.sql", code: "LINT_FILE_MISSING", message: expect.stringContaining("gone.sql") },
        { file: "broken.sql", code: "LINT_SQL_INVALID", line: 2, hint: expect.any(String) },
      ],
    });
  });

  it("has an unknown rule in its JSON, with the one that was meant", async () => {
    const { code, stdout } = await run("safe.sql", "--rules", "drop-colum", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [],
      problems: [
        { code: "LINT_RULE_UNKNOWN", message: expect.stringContaining('Did you mean "drop-column"?') },
      ],
    });
  });
});

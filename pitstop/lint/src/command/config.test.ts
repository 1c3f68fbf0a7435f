import { describe, expect, it } from "vitest";
import { project } from "../../test/command/project.ts";

const sql = {
  "db/1_cars.sql": "create table cars (color text, name varchar(20));",
  "db/2_color.sql": "alter table cars drop column color;",
  "db/3_name.sql": "alter table cars drop column name;",
};
const config = (settings: object, name = "pitstop-lint.json") => ({ [name]: JSON.stringify(settings) });

describe("pitstop-lint.json", () => {
  it("names what is linted, relative to itself, for every folder below it", async () => {
    const { write, findings, folder } = project({ ...sql, ...config({ paths: ["db"] }) });
    expect(await findings()).toEqual(["db/2_color.sql:1:1 drop-column", "db/3_name.sql:1:1 drop-column"]);
    write({ "app/sub/x.txt": "" });
    const { runCommand } = await import("./run-command.ts");
    const { stdout } = await runCommand(["--json"], {
      folder: `${folder}/app/sub`,
      readStandardInput: async () => Buffer.of(),
    });
    expect(JSON.parse(stdout).files.map(({ file }: { file: string }) => file)).toEqual([
      "../../db/1_cars.sql",
      "../../db/2_color.sql",
      "../../db/3_name.sql",
    ]);
  });

  it("gives way to what is typed", async () => {
    const { findings } = project({ ...sql, ...config({ paths: ["db"], startAfter: "3_name" }) });
    expect(await findings("db/2_color.sql", "--start-after", "1_cars")).toEqual([
      "db/2_color.sql:1:1 drop-column",
    ]);
  });

  it("is another file if --config says so", async () => {
    const { findings } = project({
      ...sql,
      ...config({ paths: ["db/2*.sql"] }),
      ...config({ paths: ["../db/3*.sql"] }, "ci/lint.json"),
    });
    expect(await findings("--config", "ci/lint.json")).toEqual(["db/3_name.sql:1:1 drop-column"]);
  });

  it.each([
    ["off", { "drop-column": "off" }, []],
    ["a warning", { "drop-column": "warning" }, ["warning drop-column"]],
    [
      "on, with a rule of style",
      { "require-table-schema": "on", "drop-column": "off" },
      ["style require-table-schema"],
    ],
    [
      "an error, with a rule of style",
      { "require-table-schema": "error", "drop-column": "off" },
      ["error require-table-schema"],
    ],
  ])("sets rules: %s", async (_what, rules, expected) => {
    const { stdout } = await project({ ...sql, ...config({ rules }) }).lint("db/3_name.sql", "--json");
    const [file] = JSON.parse(stdout).files;
    const found = file.findings.map(({ level, rule }: Record<string, string>) => `${level} ${rule}`);
    expect(found).toEqual(expected);
  });

  it("says which server runs the migrations, and a comment in the file goes before it", async () => {
    const text = "alter table cars add column price int not null default 0;";
    const files = { "a.sql": text, "b.sql": `/* pg=16 */ ${text}`, ...config({ serverVersion: 10 }) };
    const [old] = await project(files).findings("a.sql", "b.sql");
    expect(old).toBe("a.sql:1:1 add-column-default");
    expect(await project(files).findings("b.sql")).toEqual([]);
    expect(await project(files).findings("a.sql", "--server-version", "16.2")).toEqual([]);
  });

  it("says whether the runner of plain SQL begins a transaction", async () => {
    const files = { "a.sql": "create index concurrently i on cars (name);" };
    expect(await project(files).findings("a.sql")).toEqual([]);
    expect(await project({ ...files, ...config({ transaction: true }) }).findings("a.sql")).toEqual([
      "a.sql:1:1 concurrent-in-transaction",
    ]);
  });
});

describe("startAfter", () => {
  it.each([["2_color"], ["2_color.sql"]])(
    "%s: what is applied only says which tables there are",
    async (startAfter) => {
      const { lint } = project({ ...sql, ...config({ startAfter }) });
      const { stdout, stderr } = await lint("db");
      expect(stdout).toContain("db/3_name.sql:1  error drop-column");
      expect(stdout).toMatch(/1 file: 1 error\n$/);
      expect(stderr).toBe("Skipped db/1_cars.sql and 1 more: applied already.\n");
    },
  );

  it("ends with 2 if no migration has the name", async () => {
    const { exitCode, stderr } = await project(sql).lint("db", "--start-after", "2_colour");
    expect(stderr).toContain('No migration is called "2_colour". Did you mean "2_color"?');
    expect(exitCode).toBe(2);
  });
});

describe("nothing in pitstop-lint.json is ignored", () => {
  it.each([
    [
      "an unknown key",
      { pathes: ["db"] },
      'LINT_CONFIG_INVALID: .*unknown key "pathes". Did you mean "paths"\\?',
    ],
    [
      "an unknown rule",
      { rules: { "drop-colum": "off" } },
      'LINT_RULE_UNKNOWN: "rules" in .*Did you mean "drop-column"\\?',
    ],
    [
      "an unknown setting of a rule",
      { rules: { "drop-column": "warn" } },
      '"rules.drop-column" in .* is "warn"',
    ],
    ["an unknown flavor", { flavor: "drizle" }, '"flavor" in .* is "drizle". Did you mean "drizzle"\\?'],
    ["paths that are no list", { paths: "db" }, '"paths" in .* is "db"'],
    ["an empty list of paths", { paths: [] }, '"paths" in .* is \\[\\]'],
    ["a version that isn't one", { serverVersion: "new" }, '"serverVersion" in .* is "new"'],
    ["a version that JSON would change", { serverVersion: 14.1 }, 'or a version in quotes, as in "14.2"'],
    ["rules that are a list", { rules: ["drop-column"] }, '"rules" in '],
    ["startAfter without a name", { startAfter: "" }, '"startAfter" in '],
    ["transaction that is a text", { transaction: "yes" }, '"transaction" in '],
    ["a list", ["db"], "isn't a JSON object"],
  ])("%s ends with 2", async (_what, settings, message) => {
    const { exitCode, stdout, stderr } = await project({ ...sql, ...config(settings) }).lint("db");
    expect(stderr).toMatch(new RegExp(message));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  });

  it("text that isn't JSON ends with 2", async () => {
    const { exitCode, stderr } = await project({ ...sql, "pitstop-lint.json": '{ "paths": [db] }' }).lint();
    expect(stderr).toContain("LINT_CONFIG_INVALID");
    expect(exitCode).toBe(2);
  });

  it("a named file that isn't there ends with 2", async () => {
    const { exitCode, stderr } = await project(sql).lint("db", "--config", "gone.json");
    expect(stderr).toContain("LINT_CONFIG_MISSING");
    expect(exitCode).toBe(2);
  });
});

import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { project } from "../../test/command/project.ts";

const drop = "alter table cars drop column color;\n";
const files = {
  "db/10_ten.sql": drop,
  "db/2_two.sql": drop,
  "db/2_two.down.sql": drop,
  "db/README.md": "drop table cars;",
  "db/node_modules/package/1_one.sql": drop,
  "db/.hidden/1_one.sql": drop,
  "db/more/Größe mit Leerzeichen.SQL": drop,
};
const inOrder = ["db/2_two.sql", "db/10_ten.sql", "db/more/Größe mit Leerzeichen.SQL"];
const linted = (found: readonly string[]) => found.map((finding) => finding.replace(/:\d.*/, ""));

describe("what is named is linted, each file once", () => {
  it.each([
    ["a folder", ["db"], inOrder],
    ["a folder, with a slash", ["db/"], inOrder],
    ["the folder of the command", ["."], inOrder],
    ["a pattern", ["db/*.sql"], ["db/2_two.sql", "db/10_ten.sql"]],
    ["a pattern for folders", ["d*"], inOrder],
    ["a pattern through all folders", ["**/*.{sql,SQL}"], inOrder],
    ["a file and its folder", ["db/10_ten.sql", "db"], ["db/10_ten.sql", inOrder[0], inOrder[2]]],
    ["a name with spaces and other letters", ["db/more/Größe mit Leerzeichen.SQL"], [inOrder[2]]],
    ["a path of Windows", ["db\\2_two.sql"], ["db/2_two.sql"]],
    ["a pattern of Windows", [".\\db\\*.sql"], ["db/2_two.sql", "db/10_ten.sql"]],
  ])("%s", async (_what, words, expected) => {
    expect(linted(await project(files).findings(...words))).toEqual(expected);
  });

  it("a name that looks like a pattern", async () => {
    const names = { "db/[id].sql": drop, "db/i.sql": drop };
    expect(linted(await project(names).findings("db/[id].sql"))).toEqual(["db/[id].sql"]);
  });

  it("once, also where a link leads back up", async () => {
    const { folder, findings } = project({ "db/1_one.sql": drop });
    symlinkSync("..", join(folder, "db/up"), "dir");
    expect(linted(await findings("."))).toEqual(["db/1_one.sql"]);
    expect(linted(await findings("**/*.sql"))).toEqual(["db/1_one.sql"]);
  });

  it("and never a down migration, also where it is named", async () => {
    const { exitCode, stdout, stderr } = await project(files).lint("db/2_two.down.sql");
    expect(stderr).toContain("Skipped db/2_two.down.sql: a down migration.");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  });
});

describe("what names nothing ends with 2", () => {
  it.each([
    ["a pattern", ["db/*.pgsql"], 'LINT_NO_MIGRATIONS: "db/*.pgsql" has no migrations.'],
    ["a folder without migrations", ["db/empty"], 'LINT_NO_MIGRATIONS: "db/empty" has no migrations.'],
    ["a pattern with other files alone", ["db/*.md"], "LINT_NO_MIGRATIONS"],
    ["a missing file", ["db/gone.sql"], "LINT_FILE_MISSING"],
    ["a missing file of Windows", ["db\\gone.sql"], "LINT_FILE_MISSING"],
    ["a link to nothing", ["db/broken.sql"], "LINT_FILE_MISSING"],
    ["a link to nothing in a pattern", ["db/b*.sql"], "db/broken.sql LINT_FILE_MISSING"],
    ["a link to nothing in a folder", ["db"], "db/broken.sql LINT_FILE_MISSING"],
    ["nothing at all", [], "LINT_USAGE: Nothing to lint"],
    ["an empty argument", [""], "LINT_USAGE: An argument is empty"],
  ])("%s", async (_what, words, message) => {
    const { folder, lint } = project(files);
    mkdirSync(join(folder, "db/empty"));
    symlinkSync("nowhere.sql", join(folder, "db/broken.sql"));
    const { exitCode, stderr } = await lint(...words);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

describe("the bytes of a file", () => {
  it.each([
    ["without a line end at the end", "alter table cars drop column color", ["a.sql:1:1 drop-column"]],
    [
      "with lines of Windows",
      "select 1;\r\n\r\n  alter table cars\r\n  drop column color;\r\n",
      ["a.sql:3:3 drop-column"],
    ],
    ["with a byte order mark", "\ufeffalter table cars drop column color;", ["a.sql:1:1 drop-column"]],
    [
      "with other letters before",
      "select '🚗é'; alter table cars drop column color;",
      ["a.sql:1:15 drop-column"],
    ],
    ["without a statement", "-- nothing to do\n", []],
    ["without a byte", "", []],
  ])("%s are read", async (_what, text, expected) => {
    expect(await project({ "a.sql": text }).findings("a.sql")).toEqual(expected);
  });

  it.each([
    ["binary", Buffer.from([0x73, 0, 1, 2, 0xff]), "LINT_FILE_UNREADABLE"],
    [
      "of text with a NUL",
      Buffer.from("select 1;\0"),
      "LINT_SQL_INVALID: Line 1, column 10: a NUL character",
    ],
    ["in Latin-1", Buffer.from("select 'é';", "latin1"), "isn't UTF-8 text."],
    ["in UTF-16", Buffer.from("\ufeffselect 1;", "utf16le"), "it is UTF-16"],
  ])("%s end with 2", async (_what, bytes, message) => {
    const { exitCode, stderr } = await project({ "a.sql": bytes }).lint("a.sql");
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

describe("standard input", () => {
  it("is linted under a name of its own", async () => {
    const { exitCode, stdout } = await project({}).pipe(drop, "-", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ file: "<stdin>", findings: [{ rule: "drop-column" }] }],
    });
    expect(exitCode).toBe(1);
  });

  it("may stand for a file, with what the ones before it created", async () => {
    const { pipe } = project({ "db/1_cars.sql": "create table cars (name varchar(20));" });
    const widened = "alter table cars alter column name type varchar(50);";
    expect((await pipe(widened, "-")).stdout).toContain("change-column-type");
    const { stdout } = await pipe(widened, "-", "--stdin-file", "db/2_name.sql");
    expect(stdout).toBe("1 file: nothing found\n");
  });

  it("goes before the file that it stands for", async () => {
    const { pipe } = project({ "a.sql": drop });
    const { stdout } = await pipe("select 1;", "a.sql", "-", "--stdin-file", "a.sql");
    expect(stdout).toBe("1 file: nothing found\n");
  });

  it("isn't waited for where nothing names it", async () => {
    const { exitCode, stderr } = await project({ "a.sql": drop }).lint("a.sql", "--stdin-file", "b.sql");
    expect(stderr).toContain("--stdin-file is for standard input");
    expect(exitCode).toBe(2);
  });

  it.each([
    ["is empty", "", "LINT_INPUT_EMPTY", []],
    ["has only white space", " \n", "LINT_INPUT_EMPTY", []],
    ["is binary", Buffer.from([0xff, 0xfe, 0]), "LINT_FILE_UNREADABLE", []],
    ["stands for a script", drop, "isn't a .sql file", ["--stdin-file", "Migration1.ts"]],
  ])("ends with 2 if it %s", async (_what, text, message, words) => {
    const { exitCode, stderr } = await project({}).pipe(text, "-", ...words);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

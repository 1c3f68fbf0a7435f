import { expect, test } from "vitest";
import { SHAPE } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

/** The tests of domains have no part in this. */
const untested = ["--without", "tests"];

/** The triggers of the application's tables, which keep columns in step or fill them. */
const TRIGGERS = `
  select string_agg(pg_get_triggerdef(oid) || pg_get_functiondef(tgfoid), E'\\n' order by tgname) as triggers
  from pg_trigger where not tgisinternal`;

/** An operation that is purged, with rows that only the code after the purge writes, and how they look in the end. */
const purged: [string, { operation: string[]; insert: string; select: string; rows: unknown[] }][] = [
  [
    "a required attribute under another name",
    {
      operation: ["attribute:rename", "car", "name", "model"],
      insert: "insert into cars (model) values ('Saab'), ('Volvo'); update cars set model = 'X' where id = 1",
      select: "select name from cars where id not between 2 and 30 order by id",
      rows: [{ name: "X" }, { name: "Saab" }, { name: "Volvo" }],
    },
  ],
  [
    "an attribute of another type",
    {
      operation: ["attribute:change", "category", "description", "--type", "integer", "--yes"],
      insert: "insert into categories (name, description_as_integer) values ('D', 4)",
      select: "select name, description from categories where name = 'D'",
      rows: [{ name: "D", description: "4" }],
    },
  ],
  [
    "a required attribute that is filled for older code",
    {
      operation: ["attribute:add", "car", "code:string:20!", "--backfill", "'c' || id"],
      insert: "insert into cars (name, code) values ('Saab', 'new')",
      select: "select name from cars where name = 'Saab'",
      rows: [{ name: "Saab" }],
    },
  ],
];

test.each(isLong ? purged : purged.slice(0, 1))(
  "a purge of %s is undone with the rows written since, and so is the operation before it",
  async (_what, { operation, insert, select, rows }) => {
    const copy = await testCopy({ isRehearsed: false });
    const states: unknown[] = [];
    const note = async () => states.push([copy.tree(), await copy.query(SHAPE), await copy.query(TRIGGERS)]);
    await note();
    expect(await copy.pitstop(...operation, ...untested)).toMatchObject({ status: 0 });
    await note();
    expect(await copy.pitstop("purge", "--yes", ...untested)).toMatchObject({ status: 0 });
    await copy.query(insert);
    for (const state of states.toReversed()) {
      expect(await copy.pitstop("undo")).toMatchObject({ status: 0 });
      expect([copy.tree(), await copy.query(SHAPE), await copy.query(TRIGGERS)]).toEqual(state);
    }
    expect(await copy.query(select)).toEqual(rows);
    expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
  },
);

test.runIf(isLong)(
  "an undo that rows written since stand in the way of says what they lack, and takes a value for them",
  async () => {
    const copy = await testCopy({ isRehearsed: false });
    const before = [copy.tree(), await copy.query(SHAPE)];
    expect(await copy.pitstop("attribute:change", "car", "name", "--no-required", "--yes")).toMatchObject({
      status: 0,
    });
    await copy.query("insert into cars (color) values ('red'), ('blue')");
    const after = [copy.tree(), await copy.query(SHAPE)];
    const refused = await copy.pitstop("undo");
    expect(refused).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/2 rows of "cars".* have no "name".*--fill "name=.*UNDO_EMPTY_ROWS/s),
    });
    expect([copy.tree(), await copy.query(SHAPE)]).toEqual(after);
    expect(await copy.pitstop("undo", "--fill", "name='a ' || color || ' one'")).toMatchObject({ status: 0 });
    expect([copy.tree(), await copy.query(SHAPE)]).toEqual(before);
    expect(await copy.query("select name from cars where color in ('red', 'blue') order by id")).toEqual([
      { name: "a red one" },
      { name: "a blue one" },
    ]);
  },
);

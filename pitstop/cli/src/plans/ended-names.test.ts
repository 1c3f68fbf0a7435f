// The history of a record goes with the names of its domain and attributes.
import { expect, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";

const untested = ["--without", "tests", "--yes"];
const NAMES =
  "select table_name, attribute, now_named, last_change::int from pitstop_history.names order by id";

async function done(copy: PitstopCopy, ...words: string[]): Promise<void> {
  const { status, stderr } = await copy.pitstop(...words);
  expect(`${words.join(" ")}: ${status} ${status === 0 ? "" : stderr}`).toBe(`${words.join(" ")}: 0 `);
}

test.runIf(isLong)(
  "a purge tells the change log what an attribute became, past backup and rehearsal, and an undo takes it back",
  async () => {
    const copy = await testCopy();
    await copy.query(`insert into pitstop_history.changes (table_name, record_id, version, action, after)
    values ('cars', 1, 1, 'create', '{"color": "red"}')`);
    await done(copy, "attribute:rename", "car", "color", "paint", ...untested);
    expect(await copy.query(NAMES)).toEqual([]);
    await done(copy, "purge", ...untested);
    expect(await copy.query(NAMES)).toEqual([
      { table_name: "cars", attribute: "color", now_named: "paint", last_change: 1 },
    ]);
    expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
    await done(copy, "undo");
    expect(await copy.query(NAMES)).toEqual([]);
  },
);

test.runIf(isLong)("so does the purge of a renamed domain, and what is removed in one step", async () => {
  const copy = await testCopy({ isRehearsed: false });
  await done(copy, "relation:remove", "car", "category", "--now", ...untested);
  await done(copy, "domain:rename", "car", "vehicle", ...untested);
  await done(copy, "purge", ...untested);
  expect(await copy.query(NAMES)).toEqual([
    { table_name: "cars", attribute: "categoryId", now_named: null, last_change: 0 },
    { table_name: "cars", attribute: null, now_named: "vehicles", last_change: 0 },
  ]);
  expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
});

test("the purge of a removed domain puts its rows aside past the rehearsal, ends its name, and is undone", async () => {
  const copy = await testCopy();
  const rows = "select id, name, category_id from cars order by id";
  const before = await copy.query(rows);
  await done(copy, "domain:remove", "car", ...untested);
  await done(copy, "purge", ...untested);
  expect(await copy.query(rows.replace("cars", "pitstop.cars_archive"))).toEqual(before);
  expect(await copy.query(NAMES)).toEqual([
    { table_name: "cars", attribute: null, now_named: null, last_change: 0 },
  ]);
  await done(copy, "undo");
  expect(await copy.query(rows)).toEqual(before);
});

// The history of a record goes with the names of its domain and attributes.
import { expect, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";
import { applied, planOf } from "../../test/workspace.ts";
import { domainRemove } from "../operations/domain-remove.ts";
import { purge } from "../operations/purge.ts";

const untested = ["--without", "tests", "--yes"];
const NAMES =
  "select table_name, attribute, now_named, last_change::int from pitstop_history.names order by id";

async function done(copy: PitstopCopy, ...words: string[]): Promise<void> {
  const { status, stderr } = await copy.pitstop(...words);
  expect(`${words.join(" ")}: ${status} ${status === 0 ? "" : stderr}`).toBe(`${words.join(" ")}: 0 `);
}

test("a purge tells the change log what an attribute became, past backup and rehearsal, and an undo takes it back", async () => {
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
});

test("so does the purge of a renamed domain, and what is removed in one step", async () => {
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

test("the purge of a removed domain ends its name", () => {
  const removed = applied(planOf(domainRemove, { domain: "car" }));
  const sql = planOf(purge, { domain: "car" }, removed).migrations.flatMap(({ up }) =>
    up.flatMap((step) => (step.kind === "sql" ? step.sql : [])),
  );
  expect(sql.at(-1)).toContain("select 'cars', null, null, coalesce(max(id), 0)");
});

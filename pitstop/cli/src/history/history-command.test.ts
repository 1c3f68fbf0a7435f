import { expect, test } from "vitest";
import { testCopy } from "../../test/prepared-copy.ts";
import { linesOf } from "./change-lines.ts";

const change = {
  recordId: 17,
  action: "update",
  version: 3,
  at: "2026-11-27T20:15:30.123Z",
  by: { id: "7", name: "Anna" },
  client: "web@1.4",
  changes: [
    { name: "color", before: "red", after: null },
    { name: "category", before: null, after: { id: 2, name: "Europe" } },
  ],
} as const;

test("a change says who, when and what", () => {
  expect(linesOf(change, { withId: false })).toEqual([
    "2026-11-27 20:15:30  v3  update   Anna  by web@1.4",
    '  color: "red" → (empty)',
    "  category: (empty) → Europe (2)",
  ]);
  expect(linesOf({ ...change, by: null, client: null, changes: [] }, { withId: true })).toEqual([
    "2026-11-27 20:15:30  #17  v3  update   (the application)",
  ]);
});

test("pitstop history shows a record's changes, a domain's, and what can't be asked for", async () => {
  const copy = await testCopy({ isRehearsed: false });
  await copy.query(`insert into pitstop_history.changes (table_name, record_id, version, action, user_id, user_name, before, after)
    values ('cars', 1, 1, 'create', '7', 'Anna', null, '{"name": "Saab", "categoryId": 1}'),
           ('cars', 1, 2, 'update', null, null, '{"color": "red"}', '{"color": null}'),
           ('cars', 2, 1, 'delete', '7', 'Anna', '{"name": "Volvo"}', null)`);
  const shown = await copy.pitstop("history", "car", "1");
  expect(shown.stdout).toMatch(
    /v2 {2}update {3}\(the application\)\n {2}color: "red" → \(empty\)\n.*v1 {2}create {3}Anna\n/,
  );
  expect(shown.stdout).toMatch(/ {2}name: "Saab"\n {2}category: \w+ \(1\)\n$/);
  const { stdout } = await copy.pitstop("history", "car", "--json");
  const { changes } = JSON.parse(stdout) as { changes: { recordId: number; action: string }[] };
  expect(changes.map(({ recordId, action }) => [recordId, action])).toEqual([
    [2, "delete"],
    [1, "update"],
    [1, "create"],
  ]);
  expect((await copy.pitstop("history", "car", "--limit", "1")).stdout).toMatch(/^.*#2 {2}v1 {2}delete/);
  for (const [words, status, code] of [
    [["history", "boat"], 2, "There is no domain"],
    [["history", "car", "x"], 2, "is not the id of a record"],
    [["history", "car", "--limit", "0"], 2, "HISTORY_LIMIT"],
  ] as const) {
    const answer = await copy.pitstop(...words);
    expect([answer.status, answer.stderr]).toEqual([status, expect.stringContaining(code)]);
  }
  // A database of before the change log.
  await copy.query("alter schema pitstop_history rename to pitstop_later");
  const early = await copy.pitstop("history", "car", "--json");
  expect([early.status, JSON.parse(early.stdout)]).toMatchObject([
    1,
    {
      error: {
        code: "CHANGE_LOG_MISSING",
        message: expect.stringContaining("has no change log yet"),
        hint: "Run `pnpm --filter db migration:up`.",
      },
    },
  ]);
});

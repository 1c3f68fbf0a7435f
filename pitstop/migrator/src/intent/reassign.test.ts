import { expect, test } from "vitest";
import { judged } from "../../test/judgment.ts";

const judgmentOf = judged(`
  create role clerk; create role keeper; create role guest;
  create schema office authorization clerk;
  create table office.notes (id int generated always as identity primary key, text text);
  create view office.shown as select id from office.notes;
  create type office.mood as enum ('good');
  create function office.one() returns int language sql as 'select 1';
  create table others (id int);
  alter table office.notes owner to clerk; alter view office.shown owner to clerk;
  alter type office.mood owner to clerk; alter function office.one() owner to clerk;
  grant select on office.notes to guest;
  insert into office.notes (text) values ('one')`);

const sentences = (differences: readonly { readonly sentence: string }[]) =>
  differences.map(({ sentence }) => sentence);

test("REASSIGN OWNED names everything that the role owns", async () => {
  const { allowed, refused } = await judgmentOf(["reassign owned by clerk to keeper"]);
  expect(sentences(refused)).toEqual([]);
  expect(sentences(allowed.map(({ difference }) => difference))).toEqual(
    expect.arrayContaining([
      "Table office.notes: owner was clerk and is keeper now.",
      "View office.shown: owner was clerk and is keeper now.",
    ]),
  );
});

test("REASSIGN OWNED names no other object, and nothing but the owner", async () => {
  const { refused } = await judgmentOf([
    "reassign owned by clerk to keeper",
    "do $$ begin alter table others owner to keeper; alter table office.notes set unlogged; end $$",
  ]);
  expect(sentences(refused)).toEqual([
    expect.stringContaining("Table others: owner was"),
    expect.stringContaining("Table others: rights was"),
    expect.stringContaining("Table office.notes: persistence was logged"),
    expect.stringContaining("Sequence office.notes_id_seq: persistence was logged"),
  ]);
});

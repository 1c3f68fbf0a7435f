// PostgreSQL writes through simple views: what a statement does to their rows, it does to those of the table below.
import { describe, expect, test } from "vitest";
import { judged } from "../../test/judgment.ts";

const judgmentOf = judged(`
  create schema app;
  create table cars (id int primary key, price int, color text, "Odd ""name" text);
  insert into cars select n, n, 'red', 'x' from generate_series(1, 10) n;
  create view cheap as select id, price as cost, upper(color) as loud, "Odd ""name" as odd from cars where price < 5;
  create view app."Cheapest" as select cost as amount from cheap;
  create view guarded as select id, price from cars;
  create function nothing() returns trigger language plpgsql as 'begin return null; end';
  create trigger guard instead of update on guarded for each row execute function nothing();
`);
const sentencesOf = async (statements: readonly string[]) =>
  (await judgmentOf(statements)).refused.map(({ sentence }) => sentence);
const block = (sql: string) => `do $$ begin ${sql}; end $$`;

describe("allows", () => {
  test.each<[string, string[]]>([
    ["values", ["update cheap set cost = 1, odd = 'y'"]],
    ["values through two views", ['update app."Cheapest" set amount = 1']],
    [
      "values of a view that the migration creates",
      ["create view all_of as select * from cars", "update all_of set price = 1"],
    ],
    [
      "values of columns that a new view calls otherwise",
      ["create view called (number, amount) as select id, price from cars", "update called set amount = 1"],
    ],
    ["rows that are added", ["insert into cheap (id, cost) values (11, 1)"]],
    [
      "values of an upsert",
      ["insert into cheap (id, cost) values (1, 3) on conflict (id) do update set cost = 3"],
    ],
    ["rows that go with a reason", ["-- pitstop:allow delete-rows tests\ndelete from cheap where cost = 1"]],
    ["values below a view with another name", ["alter view cheap rename to low", "update low set cost = 1"]],
    [
      "values below a column with another name",
      ["alter table cars rename column price to amount", "update cheap set cost = 1"],
    ],
  ])("%s", async (_, statements) => {
    expect(await sentencesOf(statements)).toEqual([]);
  });
});

describe("stops", () => {
  test.each<[string, string[], string]>([
    [
      "rows that go without a reason",
      ["delete from cheap where cost = 1"],
      "Table cars had 10 rows and has 9 now.",
    ],
    [
      "values of another column than the one that is named",
      ["update cheap set cost = 1", block("update cars set color = 'blue'")],
      "The values of cars.color have changed.",
    ],
    [
      "values below a view with a trigger that does something instead",
      ["update guarded set price = 1", block("update cars set price = 1")],
      "The values of cars.price have changed.",
    ],
  ])("%s", async (_, statements, sentence) => {
    expect(await sentencesOf(statements)).toContain(sentence);
  });
});

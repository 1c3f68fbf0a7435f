import { expect, test } from "vitest";
import { exchangeColumn, exchangeInExpression } from "./rename-column.ts";

const name = { table: "cars", column: "color" };
const columns: Readonly<Record<string, string[]>> = {
  cars: ["id", "color"],
  shelves: ["color"],
  suppliers: ["city"],
};
const columnsOf = (table: string) => columns[table];

test.each([
  ["select color, name from cars", "select paint as color, name from cars"],
  ['select "color" from "cars"', 'select "paint" as "color" from "cars"'],
  ["select c.color from cars c order by c.color", "select c.paint as color from cars c order by c.paint"],
  [
    "select upper(color) as color from cars order by color",
    "select upper(paint) as color from cars order by color",
  ],
  ["select color(id), 'color' from cars as color", "select color(id), 'color' from cars as color"],
  ["insert into cars (color) values ('color')", "insert into cars (paint) values ('color')"],
  ["update cars set color = $1 where color is null", "update cars set paint = $1 where paint is null"],
  [
    "insert into cars (color) values (1) on conflict (color) do update set color = excluded.color returning color",
    "insert into cars (paint) values (1) on conflict (paint) do update set paint = excluded.paint returning paint as color",
  ],
  [
    "select x.color from (select color from cars) x join suppliers on true",
    "select x.color from (select paint as color from cars) x join suppliers on true",
  ],
  [
    "create unique index color on cars (lower(color)) where color <> ''",
    "create unique index color on cars (lower(paint)) where paint <> ''",
  ],
  [
    "alter table cars add constraint u unique (brand, color)",
    "alter table cars add constraint u unique (brand, paint)",
  ],
  ["select color from stock.cars", "select color from stock.cars"],
  ["select color from shelves", "select color from shelves"],
  [
    "with cars2 as (select 'ü', color from cars) select 1",
    "with cars2 as (select 'ü', paint as color from cars) select 1",
  ],
])("%s", (before, after) => {
  expect(exchangeColumn(before, name, { column: "paint" }, { columnsOf })).toMatchObject({
    sql: after,
    isCertain: true,
  });
});

test("a name that a second table has too, or may have, is uncertain and stays", () => {
  for (const other of ["shelves", "unknown"]) {
    const sql = `select color from cars, ${other}`;
    expect(exchangeColumn(sql, name, { column: "paint" }, { columnsOf })).toMatchObject({
      sql,
      isCertain: false,
    });
  }
});

test("a trigger's rows are those of its table", () => {
  const sql =
    "create trigger t after update of color on cars for each row when (old.color <> new.color) execute function f()";
  expect(exchangeColumn(sql, name, { column: "paint" }, { isRowOfTable: true })?.sql).toBe(
    sql.replaceAll("color", "paint"),
  );
});

test("a value of another type is converted back, under the name that it had", () => {
  const by = { column: "paint", expression: "($)::text" };
  expect(exchangeColumn("select color from cars where color > 'b'", name, by)?.sql).toBe(
    `select ("paint")::text as color from cars where ("paint")::text > 'b'`,
  );
  expect(exchangeColumn("select cars.color from cars", name, by)?.isCertain).toBe(false);
});

test("an expression names the columns of its table; text that is no SQL is told apart", () => {
  expect(exchangeInExpression("color <> 'none'", name, { column: "end" })?.sql).toBe(`"end" <> 'none'`);
  expect(exchangeInExpression("color <>", name, { column: "paint" })).toBe(undefined);
});

import { describe, expect, test } from "vitest";
import { carryTable, queriesOf } from "./tables-in-code.ts";

const PATH = "packages/api/src/car/statistics.ts";
const code = (text: string) => `export const x = ${text.replaceAll("#{", "${")};\n`;
const carriedIn = (text: string, path = PATH) =>
  carryTable(new Map([[path, code(text)]]), "cars", "vehicles");

describe("a query in code reads and writes the table under its new name", () => {
  test.each([
    [
      "q(`select cars.color from cars where cars.id = ?`)",
      "q(`select vehicles.color from vehicles where vehicles.id = ?`)",
    ],
    [
      'q("select * from \\"cars\\" c join public.cars d on true")',
      'q("select * from \\"vehicles\\" c join public.vehicles d on true")',
    ],
    ["q(`insert into cars (name) values (#{name})`)", "q(`insert into vehicles (name) values (#{name})`)"],
    [
      "q(`update cars set name = 'cars' where cars.id = $1`)",
      "q(`update vehicles set name = 'cars' where vehicles.id = $1`)",
    ],
    ["q(`select count(cars) from cars`)", "q(`select count(cars) from vehicles as cars`)"],
    ["q(`select cars.id from cars as cars`)", "q(`select cars.id from vehicles as cars`)"],
    [
      "q(`delete from cars where id in (select car_id from shipments)`)",
      "q(`delete from vehicles where id in (select car_id from shipments)`)",
    ],
    ["q(`select 1 from cars for update of cars`)", "q(`select 1 from vehicles for update of vehicles`)"],
    ["q(`truncate cars, shipments cascade`)", "q(`truncate vehicles, shipments cascade`)"],
  ])("%s", (before, after) => {
    const { files, references } = carriedIn(before);
    expect(files.get(PATH)).toBe(code(after));
    expect(references).toMatchObject([{ kind: "sql", line: 1, isCarried: true }]);
  });

  test("a formula of another entity does too", () => {
    const path = "packages/db/src/entities/supplier.ts";
    const formula = (table: string) =>
      `p.integer().formula((c) => \`(select count(*) from ${table} where ${table}.maker = #{c.id})\`)`;
    expect(carriedIn(formula("cars"), path).files.get(path)).toBe(code(formula("vehicles")));
  });
});

test.each([
  "q(`with cars as (select 1) select * from cars`)",
  "q(`select * from stock.cars`)",
  "q(`select * from #{schema}.cars`)",
  "q(`select * from cars whre id = 1`)",
  "q(`select * from cars, shelves cars`)",
])("%s stays, and is listed", (text) => {
  const { files, references } = carriedIn(text);
  expect(files.size).toBe(0);
  expect(references).toMatchObject([{ kind: "sql", isCarried: false }]);
});

test.each([
  "q(`select cars from shelves`)",
  "say('Update cars.')",
  "say('Truncate cars.')",
  "q(`select 'cars' from shelves`)",
])("%s is no query of the table", (text) => {
  expect(carriedIn(text)).toEqual({ files: new Map(), references: [] });
});

test("queries of a table are found by the table that they read, not by its word", () => {
  const text = ["const a = `select 1 from cars where id = ?`;", "const b = `select cars from shelves`;"].join(
    "\n",
  );
  expect(queriesOf(new Map([[PATH, text]]), "cars").map(({ line }) => line)).toEqual([1]);
});

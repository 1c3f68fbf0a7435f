import { describe, expect, test } from "vitest";
import { carrySql, certainSql, sqlReferences } from "./sql-in-code.ts";

const PATH = "packages/api/src/car/statistics.ts";
const name = { table: "cars", column: "color" };
/** `#{name}` as a template has it. */
const filledIn = (code: string) => code.replaceAll("#{", "${");
const carried = (code: string) => carrySql(new Map([[PATH, code]]), name, "paint");

describe("a query in code reads and writes the new column, and its results keep their names", () => {
  test.each([
    [
      "em.execute(`select color from cars where color = ?`, [a])",
      "em.execute(`select paint as color from cars where paint = ?`, [a])",
    ],
    ['em.execute(\'select "color" from "cars"\')', 'em.execute(\'select "paint" as "color" from "cars"\')'],
    [
      'db.query("update cars set color = :color where id = :id")',
      'db.query("update cars set paint = :color where id = :id")',
    ],
    [
      "q(`insert into cars (color) values (#{color}), (#{color})`)",
      "q(`insert into cars (paint) values (#{color}), (#{color})`)",
    ],
    [
      "q(`select c.color from #{schema}.cars, cars c order by #{by}`)",
      "q(`select c.paint as color from #{schema}.cars, cars c order by #{by}`)",
    ],
    [
      "p.string().formula((c) => `(select max(cars.color) from cars where cars.maker = #{c.id})`)",
      "p.string().formula((c) => `(select max(cars.paint) from cars where cars.maker = #{c.id})`)",
    ],
    ["q('select \\'it\\\\'s\\', color from cars')", "q('select \\'it\\\\'s\\', color from cars')"],
    [
      `q("select color, name " +\n  "from cars where color is not null")`,
      `q("select paint as color, name " +\n  "from cars where paint is not null")`,
    ],
    [
      'q("select color from cars where color = " + bound + " limit 1")',
      'q("select paint as color from cars where paint = " + bound + " limit 1")',
    ],
    [
      `q(["select color", 'from cars', \`order by color\`].join("\\n"))`,
      `q(["select paint as color", 'from cars', \`order by paint\`].join("\\n"))`,
    ],
    [
      `q("select \\"color\\" from \\"cars\\" where \\"color\\" = 'a'")`,
      `q("select \\"paint\\" as \\"color\\" from \\"cars\\" where \\"paint\\" = 'a'")`,
    ],
  ])("%s", (before, after) => {
    const [was, is] = [before, after].map((code) => `export const x = ${filledIn(code)};\n`);
    expect(carried(was ?? "").files.get(PATH) ?? was).toBe(is);
  });
});

test.each([
  "// select color from cars",
  "const a = `select color from shelves`; const cars = 1",
  "const a = 'the color of cars'",
  "const a = `select name from cars where name = 'color'`",
])("%s is no query of the column", (code) => {
  expect(carried(code)).toEqual({ files: new Map(), references: [] });
});

test("what isn't certain stays and is listed, behind what is", () => {
  const code = [
    "const a = `select color from cars, #{others}`;",
    "const b = `select color from cars`;",
    "const c = `select color frm cars`;",
    'const d = "select color from cars, " + others;',
  ]
    .map(filledIn)
    .join("\n");
  const files = new Map([[PATH, code]]);
  expect(sqlReferences(files, name).map(({ line }) => line)).toEqual([2, 1, 3, 4]);
  expect(certainSql(files, name).map(({ line }) => line)).toEqual([2]);
  expect(carried(code).files.get(PATH)).toBe(
    code.replace("select color from cars`", "select paint as color from cars`"),
  );
});

test("files of SQL and JavaScript are listed, and stay as they are", () => {
  const files = new Map([
    [
      "packages/db/queries/report.sql",
      "-- per color\nselect color,\n  count(*)\nfrom cars group by color;\n",
    ],
    ["scripts/report.js", "const q = `select color from cars`;\n"],
    ["tools/report.mjs", "const q = `select color from cars`;\n"],
    ["packages/db/legacy/migrations/0001.sql", "alter table cars add color text;\n"],
  ]);
  const { files: changed, references } = carrySql(files, name, "paint");
  expect(changed.size).toBe(0);
  expect(references.map(({ path, line, isCarried }) => [path, line, isCarried])).toEqual([
    ["packages/db/queries/report.sql", 2, false],
    ["scripts/report.js", 1, false],
    ["tools/report.mjs", 1, false],
  ]);
  // A script that still asks for it would fail; whether anybody runs a file of SQL is not known.
  expect(certainSql(files, name).map(({ path }) => path)).toEqual(["scripts/report.js", "tools/report.mjs"]);
});

test("in a file with commands of psql, each statement is read by itself", () => {
  const text =
    "\\set day '2026-11-27'\nselect name from cars;\n\nselect color from cars\nwhere day = :'day';\nselect color from shelves;\n";
  const files = new Map([["ops/daily.sql", text]]);
  expect(sqlReferences(files, name).map(({ line }) => line)).toEqual([4]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutValues } from "./without-values.ts";

test.each([
  ["select * from cars where id = $1", "select * from cars where id = $1"],
  [`select "r0"."id" from "cars" as "r0" limit 21`, `select "r0"."id" from "cars" as "r0" limit ?`],
  ["update cars set name = 'O''Hara', year = 1931.5", "update cars set name = ?, year = ?"],
  [String.raw`select e'it\'s' , E'\\'`, "select ? , ?"],
  ["select $$secret$$, $tag$ a $$ b $tag$", "select ?, ?"],
  ["select 1 -- of Ettore\nfrom cars /* Bugatti */", "select ? ?\nfrom cars ?"],
  ["select 'not ended", "select ?"],
  [`select "it's" from "a""b"`, `select "it's" from "a""b"`],
])("%s is shown as %s", (sql, shown) => {
  expect(withoutValues(sql)).toBe(shown);
});

test("no value is shown, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.bigInt({ min: 0n }), (text, number) => {
      const quoted = `'${text.replaceAll("'", "''")}'`;
      const sql = `select "id" from "cars" where "name" = ${quoted} and "year" = ${number} and "id" = $1`;
      expect(withoutValues(sql)).toBe(
        `select "id" from "cars" where "name" = ? and "year" = ? and "id" = $1`,
      );
    }),
  );
});

test("of a long statement, the beginning and the end are shown", () => {
  const shown = withoutValues(`select ${"a, ".repeat(5_000)} b from cars`);
  expect(shown.length).toBeLessThan(2_100);
  expect(shown).toMatch(/^select a, .* … .* b from cars$/);
});

import { expect, test } from "vitest";
import { teamWorkspace } from "../../test/team-code/workspace.ts";
import { schemaHistory } from "./replay.ts";

const migration = (...sql: string[]) =>
  `import { Migration } from "@mikro-orm/migrations";\nexport class Migration1 extends Migration {\n  override up(): void {\n${sql
    .map((each) => `    this.addSql(${JSON.stringify(each)});\n`)
    .join("")}  }\n}\n`;

const after = (...sql: string[]) =>
  schemaHistory({ files: new Map([["packages/db/src/migrations/Migration1.ts", migration(...sql)]]) })
    .objects;

test("the objects that a team's migrations leave behind are known by name and place", () => {
  const { objects, unread } = schemaHistory(teamWorkspace);
  expect(unread).toEqual([]);
  const of = (name: string) => objects.find((object) => object.name === name);
  expect(of("cars_brand_origin_unique")).toMatchObject({ kind: "unique", columns: ["brand", "origin"] });
  expect(of("cars_price_range")).toMatchObject({
    kind: "check",
    definition: "check (price between 0 and 10000000)",
  });
  expect(of("cars_used_index")).toMatchObject({ kind: "index", columns: undefined });
  expect(of("cars_cheap")).toMatchObject({
    sql: "create index cars_cheap on cars (price) where price < 1000",
  });
  expect(of("suppliers_city_id_index")).toMatchObject({ columns: ["city", "id"] });
  expect(of("cars_note_color")).toMatchObject({ kind: "trigger", table: "cars", calls: "note_color_change" });
  expect(of("note_color_change")).toMatchObject({ kind: "function", language: "plpgsql" });
  expect(of("stock.cities")).toMatchObject({ kind: "view", line: 21 });
  expect(of("cars_category_id_foreign")).toMatchObject({ kind: "foreign key", references: "categories" });
});

test("what is renamed, dropped or replaced later is known as it is then", () => {
  expect(
    after(
      "create table cars (id int primary key, color text unique check (color <> ''), price int)",
      "create unique index concurrently cars_price on cars (price)",
      "alter table cars add constraint cars_price_unique unique using index cars_price",
      "alter table cars rename column color to paint",
      "alter table cars rename constraint cars_color_key to cars_paint_key",
      "create view v as select paint from cars",
      "create or replace view v as select paint, price from cars",
      "alter table cars rename to vehicles",
      "drop view v",
    ).map(({ kind, name, ...rest }) => [
      kind,
      name,
      "table" in rest && rest.table,
      "definition" in rest && rest.definition,
    ]),
  ).toEqual([
    ["unique", "cars_paint_key", "vehicles", `unique ("paint")`],
    ["check", "cars_color_check", "vehicles", "check (paint <> '')"],
    ["unique", "cars_price_unique", "vehicles", `unique ("price")`],
  ]);
});

test("a column that goes takes what is over it along", () => {
  expect(
    after(
      "create table cars (id int primary key, color text, price int, constraint c check (color <> '' or price > 0))",
      "create index i on cars (id) where color is not null",
      "create index k on cars (price)",
      "alter table cars drop column color",
    ).map(({ name }) => name),
  ).toEqual(["k"]);
});

test("SQL that is composed while it runs is said to be unread", () => {
  const text = migration("select 1").replace(
    `"select 1"`,
    ["`create index on $", "{table()} (color)`"].join(""),
  );
  const { unread } = schemaHistory({ files: new Map([["packages/db/src/migrations/Migration1.ts", text]]) });
  expect(unread).toEqual([expect.objectContaining({ sql: undefined, line: 4 })]);
});

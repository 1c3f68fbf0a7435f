import { describe, expect, test } from "vitest";
import { carriedOut } from "../../../test/team-code/with-migrations.ts";
import { teamWorkspace } from "../../../test/team-code/workspace.ts";
import { planOf, refusal, textAt, withFiles } from "../../../test/workspace.ts";
import { attributeChange } from "../../operations/attribute-change.ts";
import { attributeRemove } from "../../operations/attribute-remove.ts";
import { purge } from "../../operations/purge.ts";
import { relationRemove } from "../../operations/relation-remove.ts";
import type { PlannedMigration } from "../../plan.ts";
import { schemaHistory } from "../../schema-history/replay.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { carriedObjects, renamedAtOnce } from "./carried.ts";
import { endedObjects } from "./ended.ts";

const PATH = "packages/db/src/migrations/Migration20261105000000_more.ts";

/** The team's workspace with one more migration. */
const withSql = (...sql: string[]): Workspace =>
  withFiles(
    {
      [PATH]: `import { Migration } from "@mikro-orm/migrations";\nexport class Migration20261105000000_more extends Migration {\n  override up(): void {\n${sql.map((each) => `    this.addSql(${JSON.stringify(each)});\n`).join("")}  }\n}\n`,
    },
    teamWorkspace,
  );

const carry = (from: string, to: string, table = "cars") => ({
  table,
  from,
  to,
  isAlike: true,
  statedNames: new Set(["cars_color_check", "cars_vin_per_category"]),
  handled: new Set<string>(),
  isFinal: false,
});

const sqlOf = (migrations: readonly PlannedMigration[]): string[] =>
  migrations.flatMap(({ up }) => up.flatMap((step) => (step.kind === "sql" ? [step.sql] : [])));

const carriedSql = (from: string, to: string, on = teamWorkspace): string[] =>
  sqlOf(carriedObjects(on, carry(from, to)).migrations);

describe("what names a column is made for the one in its place", () => {
  test("a unique over several columns, and an index by expression", () => {
    expect(carriedSql("brand", "make")).toEqual([
      `create unique index concurrently "cars_make_origin_unique" on "cars" ("make", "origin")`,
      `alter table "cars" add constraint "cars_make_origin_unique" unique using index "cars_make_origin_unique"`,
      `alter table "cars" drop constraint "cars_brand_origin_unique"`,
      `create index concurrently "cars_lower_brand_index_new" on "cars" (lower("make"))`,
      `drop index concurrently "cars_lower_brand_index"`,
      `alter index "cars_lower_brand_index_new" rename to "cars_lower_brand_index"`,
      "create or replace view car_colors as select id, color, make as brand from cars where color is not null",
    ]);
  });

  test("a unique whose name somebody chose keeps it", () => {
    expect(carriedSql("vin", "chassis").at(-1)).toBe(
      `alter table "cars" rename constraint "cars_vin_per_category_new" to "cars_vin_per_category"`,
    );
  });

  test("a check, a partial index, a view, a trigger and its function", () => {
    const sql = carriedSql("color", "paint");
    expect(sql).toContainEqual(
      expect.stringContaining(`add constraint "cars_color_check" check (paint <> 'none') not valid`),
    );
    expect(sql).toContainEqual(expect.stringContaining("where (state = 'used' and paint is not null)"));
    expect(sql).toContain(
      "create or replace view car_colors as select id, paint as color, brand from cars where paint is not null",
    );
    expect(sql).toContainEqual(
      expect.stringMatching(/^create or replace function note_color_change.* \(new\.id, new\."paint"\)/s),
    );
    expect(sql).toContainEqual(
      expect.stringMatching(
        /^create or replace trigger cars_note_color after update of "color", "paint" on cars.*old\.paint is distinct from new\.paint/s,
      ),
    );
  });

  test("a foreign key of another table", () => {
    const on = withSql(
      "create table tags (id int, car_vin text, constraint tags_vin foreign key (car_vin) references cars (vin))",
    );
    expect(carriedSql("vin", "chassis", on)).toContainEqual(
      expect.stringContaining(
        `add constraint "tags_vin" foreign key (car_vin) references cars ("chassis") not valid`,
      ),
    );
  });

  test("a function in SQL", () => {
    const on = withSql(
      "create function reds() returns bigint language sql as $$ select count(*) from cars where color = 'red' $$",
    );
    expect(carriedSql("color", "paint", on)).toContainEqual(
      expect.stringContaining("from cars where paint = 'red'"),
    );
  });

  test("nothing of another table that has a column of the same name", () => {
    expect(carriedSql("remark", "note")).toEqual([]);
    expect(JSON.stringify(carriedSql("color", "paint"))).not.toContain("shelves");
  });
});

test("what a migration composes while it runs is named, since nobody can read what it made", () => {
  const composed = (sql: string) =>
    withFiles(
      {
        [PATH]: `import { Migration } from "@mikro-orm/migrations";\nexport class M extends Migration {\n  override up(): void {\n    this.addSql(${sql});\n  }\n}\n`,
      },
      teamWorkspace,
    );
  const notesOf = (on: Workspace) =>
    carriedObjects(on, carry("vin", "chassis")).notes.map(({ text }) => text);
  expect(notesOf(composed(["`create index on $", "{table()} (vin)`"].join("")))).toEqual([
    `${PATH}:4 composes SQL that may name cars.vin. What it made isn't carried over: look at it.`,
  ]);
  expect(notesOf(composed('indexOn("cars")'))).toHaveLength(1);
  expect(notesOf(composed('indexOn("shelves")'))).toEqual([]);
});

test("a statement that a migration runs at once counts too", () => {
  const on = withFiles(
    { [PATH]: textAt(PATH, withSql("create index cars_vins on cars (vin)")).replace("addSql", "execute") },
    teamWorkspace,
  );
  expect(carriedSql("vin", "chassis", on)).toContain(
    `create index concurrently "cars_vins_new" on cars (chassis)`,
  );
});

describe("what can't be carried for certain is refused by file and line", () => {
  test.each([
    [
      "a function that names the table too",
      "create function f() returns void language plpgsql as $$ begin update cars set color = 'x'; end $$",
    ],
    ["a view that has the column of two tables", "create view v as select color from cars, stock.shelves"],
    ["a materialized view", "create materialized view m as select color from cars"],
    [
      "a constraint trigger",
      "create constraint trigger t after update of color on cars for each row execute function note_color_change()",
    ],
  ])("%s", (_what, sql) => {
    expect(refusal(() => carriedObjects(withSql(sql), carry("color", "paint")))).toMatchObject({
      code: "NAMED_IN_DATABASE",
      message: expect.stringMatching(new RegExp(`^${PATH}:4: .* names cars\\.color`)),
    });
  });
});

test("in one instant, PostgreSQL follows in all but names and the bodies of functions", () => {
  const sql = sqlOf(renamedAtOnce(teamWorkspace, carry("brand", "make")).migrations);
  expect(sql).toEqual([
    `alter table "cars" rename constraint "cars_brand_origin_unique" to "cars_make_origin_unique"`,
  ]);
});

describe("a change of type", () => {
  const change = (attribute: string, type: string, on = teamWorkspace) =>
    planOf(attributeChange, { domain: "car", attribute, type, index: false }, on);

  test("takes a unique to the new column", () => {
    expect(sqlOf(change("origin", "integer").migrations)).toContain(
      `create unique index concurrently "cars_brand_origin_as_integer_unique" on "cars" ("brand", "origin_as_integer")`,
    );
  });

  test("is refused where a condition was written for the old type", () => {
    expect(refusal(() => change("price", "text"))).toMatchObject({
      code: "NAMED_IN_DATABASE",
      message: expect.stringContaining("whose type changes"),
    });
  });
});

describe("a removal says what ends, and asks", () => {
  test("half of a unique", () => {
    const plan = planOf(attributeRemove, { domain: "car", attribute: "origin" }, teamWorkspace);
    expect(plan.notes).toContainEqual({
      level: "warning",
      text: `Ends with it: the unique at packages/db/src/entities/car.ts:26, { properties: ["brand", "origin"] }`,
    });
    expect(plan.confirmation).toContain(
      "The database no longer enforces the unique at packages/db/src/entities/car.ts:26.",
    );
  });

  test("of a relation too", () => {
    const plan = planOf(relationRemove, { domain: "shipment", relation: "car" }, teamWorkspace);
    expect(plan.confirmation).toContain("the unique at packages/db/src/entities/shipment.ts:");
  });

  test("and is refused where a formula names it", () => {
    expect(
      refusal(() => planOf(attributeRemove, { domain: "car", attribute: "brand" }, teamWorkspace)),
    ).toMatchObject({
      code: "FILE_NOT_UNDERSTOOD",
      message: expect.stringMatching(
        /^packages\/db\/src\/entities\/car\.ts:\d+: expected a formula that doesn't name "brand"/,
      ),
    });
  });
});

describe("a purge", () => {
  const removed = (attribute: string, on = teamWorkspace) =>
    carriedOut(planOf(attributeRemove, { domain: "car", attribute }, on), on);

  test("ends what nobody replaced, each by its name", () => {
    // Without the query that names it.
    const on = withFiles({ "packages/api/src/car/statistics.ts": "" }, removed("price"));
    const plan = planOf(purge, { domain: "car", attribute: "price" }, on);
    expect(sqlOf(plan.migrations)).toContain(`drop index concurrently "cars_cheap"`);
    expect(plan.notes.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^Ends with it: the index "cars_cheap" of packages\/db\/src\/migrations\/.*cheap_cars\.ts:10\.$/,
      ),
    );
  });

  test("is refused while a view or a query in code names the column", () => {
    const view = refusal(() => planOf(purge, { domain: "car", attribute: "color" }, removed("color")));
    expect(view).toMatchObject({
      code: "NAMED_IN_DATABASE",
      message: expect.stringContaining('the view "car_colors"'),
    });
    const query = withFiles(
      { "packages/api/src/x.ts": "export const q = `select plate from cars`;\n" },
      removed("plate"),
    );
    expect(refusal(() => planOf(purge, { domain: "car", attribute: "plate" }, query))).toMatchObject({
      code: "CODE_REFERS",
      message: expect.stringContaining("packages/api/src/x.ts:1"),
    });
  });
});

test("what was carried by migrations is known under its new column", () => {
  const plan = { edits: [], migrations: carriedObjects(teamWorkspace, carry("brand", "make")).migrations };
  const { objects } = schemaHistory(carriedOut(plan as never, teamWorkspace)); // its edits and migrations are all that counts
  expect(objects.find(({ name }) => name === "cars_make_origin_unique")).toMatchObject({
    columns: ["make", "origin"],
  });
  expect(objects.find(({ name }) => name === "cars_lower_brand_index")).toMatchObject({
    sql: expect.stringContaining(`lower("make")`),
  });
  expect(objects.find(({ name }) => name === "car_colors")).toMatchObject({
    sql: expect.stringContaining("make as brand"),
  });
});

describe("what else names a column", () => {
  const others = [
    "create policy reds on cars using (color = 'red')",
    "create rule r as on update to cars where new.color = 'x' do instead nothing",
    "create statistics s on color, name from cars",
    "alter table cars add constraint x exclude using gist (color with =)",
    "alter table cars add column shout text generated always as (upper(color)) stored",
  ];
  const kinds = ["policy", "rule", "statistics", "exclusion", "generated column"];

  test.each(others.map((sql, index) => [kinds[index], sql] as const))(
    "a %s is named while the old column stays, and hinders that it goes",
    (kind, sql) => {
      const on = withSql(sql);
      expect(carriedObjects(on, carry("color", "paint")).notes).toContainEqual({
        level: "warning",
        text: expect.stringContaining(`${PATH}:4: the ${kind} "`),
      });
      const isFinal = { ...carry("color", "paint"), isFinal: true };
      expect(refusal(() => carriedObjects(on, isFinal)).code).toBe("NAMED_IN_DATABASE");
      expect(
        refusal(() =>
          endedObjects(
            on,
            { table: "cars", column: "color" },
            new Set(["car_colors", "cars_note_color", "note_color_change"]),
          ),
        ),
      ).toMatchObject({
        message: expect.stringContaining(`the ${kind}`),
      });
    },
  );

  test("a comment goes over, and a privilege is named", () => {
    const on = withSql("comment on column cars.vin is 'it''s one'", "grant select (vin) on cars to reporter");
    const { notes } = carriedObjects(on, carry("vin", "chassis"));
    expect(carriedSql("vin", "chassis", on)).toContain(`comment on column "cars"."chassis" is 'it''s one'`);
    expect(notes.map(({ text }) => text)).toContainEqual(expect.stringContaining("the privilege"));
  });

  test("what was dropped again, or is another table's, isn't there", () => {
    const on = withSql(
      others[0] ?? "",
      "drop policy reds on cars",
      "create policy reds on shelves using (color = 'red')",
    );
    expect(JSON.stringify(carriedObjects(on, carry("color", "paint")).notes)).not.toContain("policy");
  });
});

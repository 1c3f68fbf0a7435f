import { defineEntity, p } from "@mikro-orm/core";
import { expect, it } from "vitest";
import {
  type Entities,
  lintErrors,
  type Project,
  summary,
  testProject,
} from "../../test/generated-project.ts";
import { testServer } from "../../test/server.ts";
import type { CreateOptions } from "./create.ts";

const server = testServer();

const id = p.bigint("number").primary().generated("identity");
type Properties = Parameters<typeof defineEntity>[0]["properties"];

const common = { id, plate: p.string().length(12), seats: p.integer().nullable() };

const categories = defineEntity({
  name: "Category",
  tableName: "categories",
  properties: { id, name: p.string() },
});

const rows = `insert into "cars" ("plate", "seats") values ('AB-1', 4), ('CD-2', null)`;

interface Change {
  readonly before: Entities;
  readonly after: Entities;
  readonly rows?: string;
  readonly options?: CreateOptions;
}

/** Makes the files of a change and walks up, down and up again over rows that exist. Every state is looked at. */
async function walked(change: Change): Promise<{ project: Project; files: string[] }> {
  const project = await testProject(await server.database());
  await project.start(change.before);
  await project.execute(change.rows ?? rows);
  const before = await project.schema();
  const { files } = await project.change(change.after, change.options);
  expect(await lintErrors(project)).toEqual([]);
  for (const file of files) await thereAndBack(project, file);
  expect(await project.drift(change.after)).toBe("");
  const after = await project.schema();
  expect(after.filter((line) => /INVALID|NOT VALID/.test(line))).toEqual([]);
  await project.down(files);
  expect(await project.schema()).toEqual(before);
  await project.up(files);
  expect(await project.schema()).toEqual(after);
  expect((await project.change(change.after)).files).toEqual([]);
  return { project, files };
}

/** One file up, down and up, whatever comes after it: what it takes back is what it did. */
async function thereAndBack(project: Project, file: string): Promise<void> {
  // A constraint that was proved stays proved.
  const schema = async () => (await project.schema()).map((line) => line.replace(" NOT VALID", ""));
  const before = await schema();
  await project.up([file]);
  await project.down([file]);
  expect(await schema()).toEqual(before);
  await project.up([file]);
}

const car = (properties: Properties, indexes: object[] = []) =>
  // The entities of a test are put together at run time, which the types of MikroORM cannot follow.
  defineEntity({
    name: "Car",
    tableName: "cars",
    indexes,
    properties: { ...common, ...properties },
  } as never) as never;

const owners = defineEntity({
  name: "Owner",
  tableName: "owners",
  properties: { id, name: p.string().unique(), licence: () => p.manyToOne(licences).nullable() },
}) as never;
const licences = defineEntity({
  name: "Licence",
  tableName: "licences",
  properties: { id, number: p.integer().index(), owner: () => p.manyToOne(owners).nullable() },
}) as never;

it("adds a nullable column in one transactional file", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ color: p.string().length(20).nullable() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_color
      up:   alter table "cars" add column "color" varchar(20) null;
      down: alter table "cars" drop column "color";"
  `);
});

it("adds a required column with a constant default in the same way", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ color: p.string().length(20).default("red") })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_color
      up:   alter table "cars" add column "color" varchar(20) not null default 'red';
      down: alter table "cars" drop column "color";"
  `);
});

it("splits a required column whose value is known", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ price: p.decimal().precision(12).scale(2) })],
    options: { name: "add_price", backfill: { "cars.price": "0" } },
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "add_price
      up:   alter table "cars" add column "price" numeric(12,2) null;
      up:   alter table "cars" alter column "price" set default 0;
      down: alter table "cars" drop column "price";
    add_price_backfill (no transaction)
      up:   update cars set "price" = 0 where "price" is null
    add_price_check
      up:   alter table "cars" add constraint "cars_price_required" check ("price" is not null) not valid;
      down: alter table "cars" drop constraint "cars_price_required";
    add_price_validate
      up:   alter table "cars" validate constraint "cars_price_required";
    add_price_required (no transaction)
      up:   alter table "cars" alter column "price" set not null;
      up:   alter table "cars" drop constraint "cars_price_required";
      down: alter table "cars" add constraint "cars_price_required" check ("price" is not null) not valid;
      down: alter table "cars" validate constraint "cars_price_required";
      down: alter table "cars" alter column "price" drop not null;
    add_price_drop_default
      up:   -- pitstop:allow add-column-required-drop-default The entity has no default. alter table "cars" alter column "price" drop default;
      down: alter table "cars" alter column "price" set default 0;"
  `);
});

it("fills from other columns without a passing default", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ label: p.string().length(20) })],
    options: { backfill: { "cars.label": '"plate"' } },
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_label
      up:   alter table "cars" add column "label" varchar(20) null;
      down: alter table "cars" drop column "label";
    cars_label_backfill (no transaction)
      up:   update cars set "label" = "plate" where "label" is null
    cars_label_check
      up:   alter table "cars" add constraint "cars_label_required" check ("label" is not null) not valid;
      down: alter table "cars" drop constraint "cars_label_required";
    cars_label_validate
      up:   alter table "cars" validate constraint "cars_label_required";
    cars_label_required (no transaction)
      up:   alter table "cars" alter column "label" set not null;
      up:   alter table "cars" drop constraint "cars_label_required";
      down: alter table "cars" add constraint "cars_label_required" check ("label" is not null) not valid;
      down: alter table "cars" validate constraint "cars_label_required";
      down: alter table "cars" alter column "label" drop not null;"
  `);
});

it("fills a column that may be empty, where it is told how", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ label: p.string().length(20).nullable() })],
    options: { backfill: { "cars.label": '"plate"' } },
  });
  expect(await project.execute(`select "label" from "cars" order by "id"`)).toEqual([
    { label: "AB-1" },
    { label: "CD-2" },
  ]);
  expect(files).toHaveLength(2);
});

it("sets a default that is computed for each row apart from its column", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ token: p.uuid().defaultRaw("gen_random_uuid()") })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_token
      up:   alter table "cars" add column "token" uuid null;
      up:   alter table "cars" alter column "token" set default gen_random_uuid();
      down: alter table "cars" drop column "token";
    cars_token_backfill (no transaction)
      up:   update cars set "token" = gen_random_uuid() where "token" is null
    cars_token_check
      up:   alter table "cars" add constraint "cars_token_required" check ("token" is not null) not valid;
      down: alter table "cars" drop constraint "cars_token_required";
    cars_token_validate
      up:   alter table "cars" validate constraint "cars_token_required";
    cars_token_required (no transaction)
      up:   alter table "cars" alter column "token" set not null;
      up:   alter table "cars" drop constraint "cars_token_required";
      down: alter table "cars" add constraint "cars_token_required" check ("token" is not null) not valid;
      down: alter table "cars" validate constraint "cars_token_required";
      down: alter table "cars" alter column "token" drop not null;"
  `);
});

it("makes an existing column required without reading it under a lock", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ seats: p.integer() })],
    rows: `insert into "cars" ("plate", "seats") values ('AB-1', 4)`,
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_seats_check
      up:   alter table "cars" add constraint "cars_seats_required" check ("seats" is not null) not valid;
      down: alter table "cars" drop constraint "cars_seats_required";
    cars_seats_validate
      up:   alter table "cars" validate constraint "cars_seats_required";
    cars_seats_required (no transaction)
      up:   alter table "cars" alter column "seats" set not null;
      up:   alter table "cars" drop constraint "cars_seats_required";
      down: alter table "cars" add constraint "cars_seats_required" check ("seats" is not null) not valid;
      down: alter table "cars" validate constraint "cars_seats_required";
      down: alter table "cars" alter column "seats" drop not null;"
  `);
});

it("fills the nulls of a column that becomes required, where it is told how", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ seats: p.integer() })],
    rows: `insert into "cars" ("plate", "seats") values ('AB-1', 4)`,
    options: { backfill: { "cars.seats": "5" } },
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_seats_backfill (no transaction)
      up:   update cars set "seats" = 5 where "seats" is null
    cars_seats_check
      up:   alter table "cars" add constraint "cars_seats_required" check ("seats" is not null) not valid;
      down: alter table "cars" drop constraint "cars_seats_required";
    cars_seats_validate
      up:   alter table "cars" validate constraint "cars_seats_required";
    cars_seats_required (no transaction)
      up:   alter table "cars" alter column "seats" set not null;
      up:   alter table "cars" drop constraint "cars_seats_required";
      down: alter table "cars" add constraint "cars_seats_required" check ("seats" is not null) not valid;
      down: alter table "cars" validate constraint "cars_seats_required";
      down: alter table "cars" alter column "seats" drop not null;"
  `);
});

it("makes a column optional, with a way back that is safe", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ plate: p.string().length(12).nullable() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_plate_optional (no transaction)
      up:   -- pitstop:allow drop-not-null The entity allows nulls. alter table "cars" alter column "plate" drop not null;
      down: alter table "cars" add constraint "cars_plate_required" check ("plate" is not null) not valid;
      down: alter table "cars" validate constraint "cars_plate_required";
      down: alter table "cars" alter column "plate" set not null;
      down: alter table "cars" drop constraint "cars_plate_required";"
  `);
});

it("changes a default and a comment with the other quick statements", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ seats: p.integer().nullable().default(4).comment("Driver's too") })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_seats
      up:   alter table "cars" alter column "seats" set default 4;
      up:   comment on column "cars"."seats" is 'Driver''s too';
      down: comment on column "cars"."seats" is null;
      down: alter table "cars" alter column "seats" drop default;"
  `);
});

it("widens a type", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ plate: p.string().length(20) })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_plate_type
      up:   alter table "cars" alter column "plate" type varchar(20);
      down: alter table "cars" alter column "plate" type varchar(12);"
  `);
});

it("builds an index alone and concurrently", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ seats: p.integer().nullable().index() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_seats_index (no transaction)
      up:   create index concurrently "cars_seats_index" on "cars" ("seats");
      down: drop index concurrently "cars_seats_index";"
  `);
});

it("makes a unique constraint of a concurrent index", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ plate: p.string().length(12).unique() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_plate_unique (no transaction)
      up:   create unique index concurrently "cars_plate_unique" on "cars" ("plate");
      down: drop index concurrently "cars_plate_unique";
    cars_plate_unique_constraint (no transaction)
      up:   alter table "cars" add constraint "cars_plate_unique" unique using index "cars_plate_unique";
      down: alter table "cars" drop constraint "cars_plate_unique";
      down: create unique index concurrently "cars_plate_unique" on "cars" ("plate");"
  `);
});

it("adds a relation that may be empty", async () => {
  const { project, files } = await walked({
    before: [car({}), categories],
    after: [car({ category: () => p.manyToOne(categories).nullable().index() }), categories],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_category_id
      up:   alter table "cars" add column "category_id" bigint null;
      down: alter table "cars" drop column "category_id";
    cars_category_id_index (no transaction)
      up:   create index concurrently "cars_category_id_index" on "cars" ("category_id");
      down: drop index concurrently "cars_category_id_index";
    cars_category_id_foreign
      up:   alter table "cars" add constraint "cars_category_id_foreign" foreign key ("category_id") references "categories" ("id") on delete set null not valid;
      down: alter table "cars" drop constraint "cars_category_id_foreign";
    cars_category_id_foreign_validate
      up:   alter table "cars" validate constraint "cars_category_id_foreign";"
  `);
});

it("adds a relation that is required", async () => {
  const { project, files } = await walked({
    before: [car({}), categories],
    after: [car({ category: () => p.manyToOne(categories) }), categories],
    rows: `insert into "categories" ("name") values ('Coupe'); insert into "cars" ("plate") values ('AB-1')`,
    options: { backfill: { "cars.category_id": '(select min("id") from "categories")' } },
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_category_id
      up:   alter table "cars" add column "category_id" bigint null;
      down: alter table "cars" drop column "category_id";
    cars_category_id_backfill (no transaction)
      up:   update cars set "category_id" = (select min("id") from "categories") where "category_id" is null
    cars_category_id_check
      up:   alter table "cars" add constraint "cars_category_id_required" check ("category_id" is not null) not valid;
      down: alter table "cars" drop constraint "cars_category_id_required";
    cars_category_id_foreign
      up:   alter table "cars" add constraint "cars_category_id_foreign" foreign key ("category_id") references "categories" ("id") not valid;
      down: alter table "cars" drop constraint "cars_category_id_foreign";
    cars_category_id_validate
      up:   alter table "cars" validate constraint "cars_category_id_required";
    cars_category_id_foreign_validate
      up:   alter table "cars" validate constraint "cars_category_id_foreign";
    cars_category_id_required (no transaction)
      up:   alter table "cars" alter column "category_id" set not null;
      up:   alter table "cars" drop constraint "cars_category_id_required";
      down: alter table "cars" add constraint "cars_category_id_required" check ("category_id" is not null) not valid;
      down: alter table "cars" validate constraint "cars_category_id_required";
      down: alter table "cars" alter column "category_id" drop not null;"
  `);
});

it("changes what happens to a car when its category goes", async () => {
  const { project, files } = await walked({
    before: [car({ category: () => p.manyToOne(categories).nullable() }), categories],
    after: [car({ category: () => p.manyToOne(categories).nullable().deleteRule("cascade") }), categories],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_category_id_foreign (no transaction)
      up:   alter table "cars" drop constraint "cars_category_id_foreign", add constraint "cars_category_id_foreign" foreign key ("category_id") references "categories" ("id") on delete cascade not valid;
      down: alter table "cars" drop constraint "cars_category_id_foreign", add constraint "cars_category_id_foreign" foreign key ("category_id") references "categories" ("id") on delete set null not valid;
      down: alter table "cars" validate constraint "cars_category_id_foreign";
    cars_category_id_foreign_validate
      up:   alter table "cars" validate constraint "cars_category_id_foreign";"
  `);
});

it("adds an enum as a text with a check", async () => {
  const { project, files } = await walked({
    before: [car({})],
    after: [car({ fuel: p.enum(["petrol", "diesel"]).nullable() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_fuel
      up:   alter table "cars" add column "fuel" text null;
      down: alter table "cars" drop column "fuel";
    cars_fuel_check
      up:   alter table "cars" add constraint "cars_fuel_check" check ("fuel" in ('petrol', 'diesel')) not valid;
      down: alter table "cars" drop constraint "cars_fuel_check";
    cars_fuel_validate
      up:   alter table "cars" validate constraint "cars_fuel_check";"
  `);
});

it("lets another value into an enum", async () => {
  const { project, files } = await walked({
    before: [car({ fuel: p.enum(["petrol", "diesel"]).default("petrol") })],
    after: [car({ fuel: p.enum(["petrol", "diesel", "electric"]).default("electric") })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_fuel_check (no transaction)
      up:   alter table "cars" drop constraint "cars_fuel_check", add constraint "cars_fuel_check" check ("fuel" in ('petrol', 'diesel', 'electric')) not valid;
      down: alter table "cars" drop constraint "cars_fuel_check", add constraint "cars_fuel_check" check ("fuel" in ('petrol', 'diesel')) not valid;
      down: alter table "cars" validate constraint "cars_fuel_check";
    cars_fuel_default
      up:   alter table "cars" alter column "fuel" set default 'electric';
      down: alter table "cars" alter column "fuel" set default 'petrol';
    cars_fuel_validate
      up:   alter table "cars" validate constraint "cars_fuel_check";"
  `);
});

it("drops a column in a file of its own", async () => {
  const { project, files } = await walked({
    before: [car({ note: p.string().nullable().index() })],
    after: [car({})],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_note_drop (no transaction)
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "cars" drop column "note";
      down: alter table "cars" add column "note" varchar(255) null;
      down: create index concurrently "cars_note_index" on "cars" ("note");"
  `);
});

it("drops an enum column with its check, and an index over several columns", async () => {
  const { project, files } = await walked({
    before: [car({ fuel: p.enum(["petrol"]).nullable() }, [{ properties: ["fuel", "seats"] }])],
    after: [car({})],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_fuel_drop (no transaction)
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "cars" drop column "fuel";
      down: alter table "cars" add column "fuel" text null;
      down: alter table "cars" add constraint "cars_fuel_check" check ("fuel" in ('petrol')) not valid;
      down: alter table "cars" validate constraint "cars_fuel_check";
      down: create index concurrently "cars_fuel_seats_index" on "cars" ("fuel", "seats");"
  `);
});

it("drops a relation before its column", async () => {
  const { project, files } = await walked({
    before: [car({ category: () => p.manyToOne(categories).nullable().index() }), categories],
    after: [car({}), categories],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_category_id_foreign_drop (no transaction)
      up:   alter table "cars" drop constraint "cars_category_id_foreign";
      down: alter table "cars" add constraint "cars_category_id_foreign" foreign key ("category_id") references "categories" ("id") on delete set null not valid;
      down: alter table "cars" validate constraint "cars_category_id_foreign";
    cars_category_id_drop (no transaction)
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "cars" drop column "category_id";
      down: alter table "cars" add column "category_id" bigint null;
      down: create index concurrently "cars_category_id_index" on "cars" ("category_id");"
  `);
});

it("drops a table after the foreign keys that point to it", async () => {
  const { project, files } = await walked({
    before: [car({ category: () => p.manyToOne(categories).nullable() }), categories],
    after: [car({})],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_category_id_foreign_drop (no transaction)
      up:   alter table "cars" drop constraint "cars_category_id_foreign";
      down: alter table "cars" add constraint "cars_category_id_foreign" foreign key ("category_id") references "categories" ("id") on delete set null not valid;
      down: alter table "cars" validate constraint "cars_category_id_foreign";
    cars_category_id_drop
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "cars" drop column "category_id";
      down: alter table "cars" add column "category_id" bigint null;
    categories_drop
      up:   -- pitstop:allow drop-table No entity has it anymore. drop table "categories";
      down: create table "categories" ( "id" bigint generated always as identity not null primary key, "name" varchar(255) not null );"
  `);
});

it("drops indexes and unique constraints so that they can come back", async () => {
  const { project, files } = await walked({
    before: [car({ note: p.string().nullable().unique() }, [{ properties: ["seats"] }])],
    after: [car({ note: p.string().nullable() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_note_unique_drop (no transaction)
      up:   alter table "cars" drop constraint "cars_note_unique";
      down: create unique index concurrently "cars_note_unique" on "cars" ("note");
      down: alter table "cars" add constraint "cars_note_unique" unique using index "cars_note_unique";
    cars_seats_index_drop (no transaction)
      up:   drop index concurrently "cars_seats_index";
      down: create index concurrently "cars_seats_index" on "cars" ("seats");"
  `);
});

it("creates tables that refer to each other plainly, in one file", async () => {
  const { project, files } = await walked({ before: [car({})], after: [car({}), owners, licences] });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "owners_and_more
      up:   create table "owners" ( "id" bigint generated always as identity not null primary key, "name" varchar(255) not null, "licence_id" bigint null );
      up:   alter table "owners" add constraint "owners_name_unique" unique ("name");
      up:   create table "licences" ( "id" bigint generated always as identity not null primary key, "number" int not null, "owner_id" bigint null );
      up:   create index "licences_number_index" on "licences" ("number");
      up:   alter table "owners" add constraint "owners_licence_id_foreign" foreign key ("licence_id") references "licences" ("id") on delete set null;
      up:   alter table "licences" add constraint "licences_owner_id_foreign" foreign key ("owner_id") references "owners" ("id") on delete set null;
      down: alter table "licences" drop constraint "licences_owner_id_foreign";
      down: alter table "owners" drop constraint "owners_licence_id_foreign";
      down: drop table "licences";
      down: drop table "owners";"
  `);
});

it("replaces an index of the same name without a moment lacking one", async () => {
  const { project, files } = await walked({
    before: [car({}, [{ name: "cars_search", properties: ["plate"] }])],
    after: [car({}, [{ name: "cars_search", properties: ["plate", "seats"] }])],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_search_new (no transaction)
      up:   create index concurrently "cars_search_new" on "cars" ("plate", "seats");
      down: drop index concurrently "cars_search_new";
    cars_search_drop_old (no transaction)
      up:   drop index concurrently "cars_search";
      down: create index concurrently "cars_search" on "cars" ("plate");
    cars_search_rename_new
      up:   alter index "cars_search_new" rename to "cars_search";
      down: alter index "cars_search" rename to "cars_search_new";"
  `);
});

it("never takes a column that goes and one that comes for a rename", async () => {
  const { project, files } = await walked({
    before: [car({ note: p.string().length(17).nullable() })],
    after: [car({ vin: p.string().length(17).nullable() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_vin
      up:   alter table "cars" add column "vin" varchar(17) null;
      down: alter table "cars" drop column "vin";
    cars_note_drop
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "cars" drop column "note";
      down: alter table "cars" add column "note" varchar(17) null;"
  `);
});

it("never renames an index by a guess either", async () => {
  const { project, files } = await walked({
    before: [car({}, [{ name: "cars_one", properties: ["seats"] }])],
    after: [car({}, [{ name: "cars_other", properties: ["seats"] }])],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_other (no transaction)
      up:   create index concurrently "cars_other" on "cars" ("seats");
      down: drop index concurrently "cars_other";
    cars_one_drop (no transaction)
      up:   drop index concurrently "cars_one";
      down: create index concurrently "cars_one" on "cars" ("seats");"
  `);
});

it("renames a column with all that is named after it, where it is told to", async () => {
  const { project, files } = await walked({
    before: [
      car({
        color: p.string().nullable().index(),
        fuel: p.enum(["petrol"]).nullable(),
        category: () => p.manyToOne(categories).nullable(),
      }),
      categories,
    ],
    after: [
      car({
        paint: p.string().nullable().index(),
        power: p.enum(["petrol"]).nullable(),
        kind: () => p.manyToOne(categories).nullable(),
      }),
      categories,
    ],
    options: { renames: { "cars.color": "paint", "cars.fuel": "power", "cars.category_id": "kind_id" } },
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_color_and_more_rename
      up:   -- pitstop:allow rename-column The rename was requested explicitly. alter table "cars" rename column "color" to "paint";
      up:   alter index "cars_color_index" rename to "cars_paint_index";
      up:   alter table "cars" rename constraint "cars_fuel_check" to "cars_power_check";
      up:   -- pitstop:allow rename-column The rename was requested explicitly. alter table "cars" rename column "fuel" to "power";
      up:   -- pitstop:allow rename-column The rename was requested explicitly. alter table "cars" rename column "category_id" to "kind_id";
      up:   alter table "cars" rename constraint "cars_category_id_foreign" to "cars_kind_id_foreign";
      down: alter table "cars" rename constraint "cars_kind_id_foreign" to "cars_category_id_foreign";
      down: -- pitstop:allow rename-column The rename was requested explicitly. alter table "cars" rename column "kind_id" to "category_id";
      down: -- pitstop:allow rename-column The rename was requested explicitly. alter table "cars" rename column "power" to "fuel";
      down: alter table "cars" rename constraint "cars_power_check" to "cars_fuel_check";
      down: alter index "cars_paint_index" rename to "cars_color_index";
      down: -- pitstop:allow rename-column The rename was requested explicitly. alter table "cars" rename column "paint" to "color";"
  `);
});

it("adds a native enum with its type, and drops both", async () => {
  const { project, files } = await walked({
    before: [car({ body: p.enum(["van"]).nativeEnumName("body_kind").nullable() })],
    after: [car({ shape: p.enum(["coupe"]).nativeEnumName("shape_kind").nullable() })],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "shape_kind_and_more
      up:   create type "shape_kind" as enum ('coupe');
      up:   alter table "cars" add column "shape" "shape_kind" null;
      down: alter table "cars" drop column "shape";
      down: drop type "shape_kind";
    cars_body_drop
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "cars" drop column "body";
      down: alter table "cars" add column "body" "body_kind" null;
    body_kind_drop
      up:   drop type "body_kind";
      down: create type "body_kind" as enum ('van');"
  `);
});

it("keeps the foreign keys that point to a column that is renamed", async () => {
  const keyed = (key: string) =>
    defineEntity({ name: "Category", tableName: "categories", properties: { [key]: id } as never }) as never;
  const related = (key: string): Entities => {
    const target = keyed(key);
    return [car({ category: () => p.manyToOne(target).nullable().joinColumn("category") }), target];
  };
  const { project, files } = await walked({
    before: related("id"),
    after: related("number"),
    options: { renames: { "categories.id": "number" } },
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "categories_id_rename
      up:   -- pitstop:allow rename-column The rename was requested explicitly. alter table "categories" rename column "id" to "number";
      down: -- pitstop:allow rename-column The rename was requested explicitly. alter table "categories" rename column "number" to "id";"
  `);
});

it("drops the foreign key before the unique constraint that it leans on", async () => {
  const named = (isUnique: boolean) => {
    const name = p.string().length(20);
    return {
      name: "Category",
      tableName: "categories",
      properties: { id, name: isUnique ? name.unique() : name },
    };
  };
  const unique = defineEntity(named(true));
  const target = () => p.manyToOne(unique).nullable().targetKey("name");
  const { project, files } = await walked({
    before: [car({ category: target }), unique],
    after: [car({}), defineEntity(named(false))],
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_category_id_foreign_drop (no transaction)
      up:   alter table "cars" drop constraint "cars_category_id_foreign";
      down: alter table "cars" add constraint "cars_category_id_foreign" foreign key ("category_id") references "categories" ("name") on delete set null not valid;
      down: alter table "cars" validate constraint "cars_category_id_foreign";
    categories_name_unique_drop (no transaction)
      up:   alter table "categories" drop constraint "categories_name_unique";
      down: create unique index concurrently "categories_name_unique" on "categories" ("name");
      down: alter table "categories" add constraint "categories_name_unique" unique using index "categories_name_unique";
    cars_category_id_drop
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "cars" drop column "category_id";
      down: alter table "cars" add column "category_id" varchar(20) null;"
  `);
});

it("builds indexes of every kind concurrently", async () => {
  const indexes = [
    {
      name: "cars_text",
      expression: "create index cars_text on cars using gin (to_tsvector('english', plate))",
    },
    { name: "cars_big", properties: ["plate"], where: "seats > 4" },
    { name: "cars_down", columns: [{ name: "seats", sort: "desc", nulls: "last" }] },
  ];
  const { project, files } = await walked({ before: [car({})], after: [car({}, indexes)] });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "cars_text (no transaction)
      up:   create index concurrently cars_text on cars using gin (to_tsvector('english', plate));
      down: drop index concurrently "cars_text";
    cars_big (no transaction)
      up:   create index concurrently "cars_big" on "cars" ("plate") where seats > 4;
      down: drop index concurrently "cars_big";
    cars_down (no transaction)
      up:   create index concurrently "cars_down" on "cars" ("seats" DESC nulls LAST);
      down: drop index concurrently "cars_down";"
  `);
});

it("works in a schema of its own", async () => {
  const sold = (properties: Properties) =>
    // Put together at run time, which the types of MikroORM cannot follow.
    defineEntity({
      name: "Sale",
      tableName: "sales",
      schema: "shop",
      properties: { id, ...properties },
    } as never) as never;
  const { project, files } = await walked({
    before: [categories, sold({ note: p.string().nullable().index() })],
    after: [
      categories,
      sold({
        price: p.integer().index(),
        state: p.enum(["open"]).nativeEnumName("sale_state").nullable(),
        code: p.string().unique().nullable(),
        category: () => p.manyToOne(categories).nullable(),
      }),
    ],
    rows: `insert into "shop"."sales" default values`,
    options: { backfill: { "shop.sales.price": "0" } },
  });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "sale_state_and_more
      up:   create type "shop"."sale_state" as enum ('open');
      up:   alter table "shop"."sales" add column "price" int null;
      up:   alter table "shop"."sales" alter column "price" set default 0;
      up:   alter table "shop"."sales" add column "state" "shop"."sale_state" null;
      up:   alter table "shop"."sales" add column "category_id" bigint null;
      up:   alter table "shop"."sales" add column "code" varchar(255) null;
      down: alter table "shop"."sales" drop column "code";
      down: alter table "shop"."sales" drop column "category_id";
      down: alter table "shop"."sales" drop column "state";
      down: alter table "shop"."sales" drop column "price";
      down: drop type "shop"."sale_state";
    shop_sales_price_backfill (no transaction)
      up:   update shop.sales set "price" = 0 where "price" is null
    sales_price_index (no transaction)
      up:   create index concurrently "sales_price_index" on "shop"."sales" ("price");
      down: drop index concurrently "shop"."sales_price_index";
    sales_code_unique (no transaction)
      up:   create unique index concurrently "sales_code_unique" on "shop"."sales" ("code");
      down: drop index concurrently "shop"."sales_code_unique";
    sales_code_unique_constraint (no transaction)
      up:   alter table "shop"."sales" add constraint "sales_code_unique" unique using index "sales_code_unique";
      down: alter table "shop"."sales" drop constraint "sales_code_unique";
      down: create unique index concurrently "sales_code_unique" on "shop"."sales" ("code");
    shop_sales_price_check
      up:   alter table "shop"."sales" add constraint "sales_price_required" check ("price" is not null) not valid;
      down: alter table "shop"."sales" drop constraint "sales_price_required";
    sales_category_id_foreign
      up:   alter table "shop"."sales" add constraint "sales_category_id_foreign" foreign key ("category_id") references "categories" ("id") on delete set null not valid;
      down: alter table "shop"."sales" drop constraint "sales_category_id_foreign";
    shop_sales_price_validate
      up:   alter table "shop"."sales" validate constraint "sales_price_required";
    sales_category_id_foreign_validate
      up:   alter table "shop"."sales" validate constraint "sales_category_id_foreign";
    shop_sales_price_required (no transaction)
      up:   alter table "shop"."sales" alter column "price" set not null;
      up:   alter table "shop"."sales" drop constraint "sales_price_required";
      down: alter table "shop"."sales" add constraint "sales_price_required" check ("price" is not null) not valid;
      down: alter table "shop"."sales" validate constraint "sales_price_required";
      down: alter table "shop"."sales" alter column "price" drop not null;
    shop_sales_price_drop_default
      up:   -- pitstop:allow add-column-required-drop-default The entity has no default. alter table "shop"."sales" alter column "price" drop default;
      down: alter table "shop"."sales" alter column "price" set default 0;
    shop_sales_note_drop (no transaction)
      up:   -- pitstop:allow drop-column No entity has it anymore. alter table "shop"."sales" drop column "note";
      down: alter table "shop"."sales" add column "note" varchar(255) null;
      down: create index concurrently "sales_note_index" on "shop"."sales" ("note");"
  `);
});

it("drops a schema that is empty", async () => {
  const sale = defineEntity({ name: "Sale", tableName: "sales", schema: "shop", properties: { id } });
  const { project, files } = await walked({ before: [car({}), sale], after: [car({})] });
  expect(await summary(project, files)).toMatchInlineSnapshot(`
    "shop_sales_drop
      up:   -- pitstop:allow drop-table No entity has it anymore. drop table "shop"."sales";
      down: create table "shop"."sales" ("id" bigint generated always as identity not null primary key);
    shop_drop
      up:   -- pitstop:allow drop-schema It is empty, or this fails. drop schema "shop";
      down: create schema "shop";"
  `);
});

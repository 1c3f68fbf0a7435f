import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineEntity, p } from "@mikro-orm/core";
import { describe, expect, it } from "vitest";
import { type Entities, migrationFiles, stepsOf, testProject } from "../../test/generated-project.ts";
import { testServer } from "../../test/server.ts";
import { writeTogether } from "./write-files.ts";

const server = testServer();
const id = p.bigint("number").primary().generated("identity");
const categories = defineEntity({
  name: "Category",
  tableName: "categories",
  properties: { id, name: p.string() },
});
const common = { id, plate: p.string().length(12), seats: p.integer().nullable() };
const cars = (properties: object): Entities => [
  categories,
  // The entities of a test are put together at run time, which the types of MikroORM cannot follow.
  defineEntity({
    name: "Car",
    tableName: "cars",
    properties: { ...common, ...properties },
  } as never) as never,
];
const relation = { category: () => p.manyToOne(categories).nullable().index() };

describe("the first migration", () => {
  it("makes all tables and can be taken back", async () => {
    const project = await testProject(await server.database());
    const entities = cars(relation);
    const { migrator } = await project.open(entities);
    const created = await migrator.create(undefined, false, true);
    expect(created.fileName).toMatch(/^Migration\d{14}_initial\.ts$/);
    await project.up([created.fileName]);
    expect(await project.drift(entities)).toBe("");
    await project.down([created.fileName]);
    expect(await project.schema()).toEqual([]);
    const { steps } = await stepsOf(join(project.folder, created.fileName), "down");
    expect(steps.join("\n")).not.toMatch(/cascade|if exists/);
  });

  it("is noted as applied where the tables are there already", async () => {
    const project = await testProject(await server.database());
    const { orm, migrator } = await project.open(cars(relation));
    await orm.schema.create();
    const { fileName } = await migrator.create(undefined, false, true);
    expect(await project.execute(`select name from mikro_orm_migrations`)).toEqual([
      { name: fileName.replace(".ts", "") },
    ]);
  });

  it("is refused where there are migrations, and leaves them as they are", async () => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    const before = await migrationFiles(project.folder);
    const { migrator } = await project.open(cars({}));
    await expect(migrator.create(undefined, false, true)).rejects.toThrow(
      "Initial migration cannot be created",
    );
    expect(await migrationFiles(project.folder)).toEqual(before);
  });
});

describe("a migration by hand", () => {
  it("does nothing yet, shows what it may hold, and notes the entities as they are", async () => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    const { migrator } = await project.open(cars({ color: p.string().nullable() }));
    const { fileName, code } = await migrator.create(undefined, true, false, "paint the cars");
    expect(fileName).toMatch(/^Migration\d{14}_paint_the_cars\.ts$/);
    expect(code).toContain("this.backfill(");
    expect((await stepsOf(join(project.folder, fileName), "up")).steps).toEqual([]);
    expect((await project.change(cars({ color: p.string().nullable() }))).files).toEqual([]);
  });
});

describe("files", () => {
  it("have names that rise by a second each, after those that are there already", async () => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    await writeFile(join(project.folder, "Migration29991231235959_late.ts"), "export {};\n");
    const { created, files } = await project.change(
      cars({ ...relation, color: p.string().nullable().index() }),
    );
    expect(files.map((name) => name.slice(9, 23))).toEqual([
      "30000101000000",
      "30000101000001",
      "30000101000002",
      "30000101000003",
      "30000101000004",
    ]);
    expect(created.fileName).toBe(files.join(", "));
  });

  it("are none where nothing changed", async () => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    const { migrator } = await project.open(cars({}));
    expect((await migrator.create()).diff.up).toEqual([]);
    expect(await migrationFiles(project.folder)).toHaveLength(1);
  });

  it("are taken back together with the snapshot when the second one cannot be written", async () => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    await writeFile(join(project.folder, "Migration29991231235959_late.ts"), "export {};\n");
    const snapshot = await readFile(join(project.folder, "snapshot.json"), "utf8");
    await mkdir(join(project.folder, ".Migration30000101000001_cars_category_id_index.ts.part"));
    const before = await readdir(project.folder);
    await expect(project.change(cars(relation))).rejects.toThrow("EISDIR");
    expect(await readdir(project.folder)).toEqual(before);
    expect(await readFile(join(project.folder, "snapshot.json"), "utf8")).toBe(snapshot);
  });

  it("are taken back when the second one cannot be given its name", async () => {
    const { folder } = await testProject(await server.database());
    await mkdir(join(folder, "second.ts"));
    const before = await readdir(folder);
    const files = ["first.ts", "second.ts"].map((name) => ({
      path: join(folder, name),
      text: "export {};\n",
    }));
    await expect(writeTogether(files)).rejects.toThrow("EISDIR");
    expect(await readdir(folder)).toEqual(before);
  });

  it("leave nothing behind when the snapshot cannot be written", async () => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    const before = await migrationFiles(project.folder);
    await mkdir(join(project.folder, ".snapshot.json.part"));
    await expect(project.change(cars(relation))).rejects.toThrow("EISDIR");
    expect(await migrationFiles(project.folder)).toEqual(before);
  });

  it("start from the database where there is no snapshot yet", async () => {
    const project = await testProject(await server.database());
    const { orm } = await project.open(cars({}));
    await orm.schema.create();
    const { files } = await project.change(cars({ color: p.string().nullable() }));
    expect(files).toHaveLength(1);
    await project.up(files);
    expect(await project.drift(cars({ color: p.string().nullable() }))).toBe("");
  });
});

describe("a change that cannot be made safely is refused", () => {
  const longName = "a_name_that_is_longer_than_postgresql_can_keep_and_would_cut_off_in_silence";
  const withBody = (items: string[]) => ({ body: p.enum(items).nativeEnumName("body_kind").nullable() });

  it.each([
    ["a required column without a value", {}, { price: p.integer() }, "GENERATE_VALUE_MISSING"],
    [
      "a type that rewrites the table",
      {},
      { seats: p.bigint("number").nullable() },
      "GENERATE_TYPE_CHANGE_UNSAFE",
    ],
    ["a narrower type", {}, { plate: p.string().length(4) }, "GENERATE_TYPE_CHANGE_UNSAFE"],
    [
      "a wider type under a check",
      { plate: p.enum(["a", "b"]) },
      { plate: p.string() },
      "GENERATE_TYPE_CHANGE_UNSAFE",
    ],
    [
      "a column that the database counts up",
      {},
      { number: p.integer().autoincrement() },
      "GENERATE_COLUMN_UNSAFE",
    ],
    [
      "a generated column",
      {},
      { twice: p.integer().generated("(seats * 2) stored") },
      "GENERATE_COLUMN_UNSAFE",
    ],
    [
      "a native enum without one of its values",
      withBody(["van", "bus"]),
      withBody(["van"]),
      "GENERATE_ENUM_VALUE_REMOVED",
    ],
    [
      "a name that PostgreSQL would cut",
      {},
      { seats: p.integer().nullable().index(longName) },
      "GENERATE_NAME_TOO_LONG",
    ],
    ["a default that is no SQL", {}, { note: p.string().default("it's") }, "GENERATE_DEFAULT_INVALID"],
  ])("%s", async (_, before, after, code) => {
    const project = await testProject(await server.database());
    await project.start(cars(before));
    const folder = await migrationFiles(project.folder);
    const failure = project.change(cars(after));
    await expect(failure).rejects.toMatchObject({ code, hint: expect.stringMatching(/\.$/) });
    expect(await migrationFiles(project.folder)).toEqual(folder);
  });

  it.each([
    [
      "a backfill that nothing asks for",
      { backfill: { "cars.price": "0", "cars.prise": "0" } },
      "GENERATE_BACKFILL_UNUSED",
    ],
    [
      "a backfill that is no SQL",
      { backfill: { "cars.price": "0); drop table cars" } },
      "GENERATE_BACKFILL_INVALID",
    ],
    [
      "a rename of a column that is not there",
      { renames: { "cars.prise": "price" } },
      "GENERATE_RENAME_UNKNOWN",
    ],
  ])("%s", async (_, options, code) => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    await expect(project.change(cars({ price: p.integer() }), options)).rejects.toMatchObject({ code });
  });

  it("names the column, both types and the way round", async () => {
    const project = await testProject(await server.database());
    await project.start(cars({}));
    await expect(project.change(cars({ seats: p.bigint("number").nullable() }))).rejects.toMatchObject({
      message:
        "cars.seats cannot become bigint instead of int in place: every row is rewritten while the table can't be used.",
      hint: expect.stringContaining("pitstop attribute:change"),
    });
  });
});

it("says in the file why a value of a native enum cannot be taken back", async () => {
  const project = await testProject(await server.database());
  const withBody = (...items: string[]) =>
    cars({ body: p.enum(items).nativeEnumName("body_kind").nullable() });
  await project.start(withBody("van", "bus"));
  const { files } = await project.change(withBody("coupe", "van", "sedan", "bus"));
  await project.up(files);
  expect(await project.execute("select enum_range(null::body_kind)::text as kinds")).toEqual([
    { kinds: "{coupe,van,sedan,bus}" },
  ]);
  expect(files).toHaveLength(2);
  await expect(project.down(files)).rejects.toThrow(
    'PostgreSQL can\'t remove the value "sedan" from the enum type body_kind.',
  );
});

it("fails the validation clearly, and changes nothing, where a row has no value", async () => {
  const project = await testProject(await server.database());
  await project.start(cars({}));
  await project.execute(`insert into "cars" ("plate") values ('AB-1')`);
  const { files } = await project.change(cars({ seats: p.integer() }));
  await expect(project.up(files)).rejects.toThrow(
    'check constraint "cars_seats_required" of relation "cars" is violated by some row',
  );
});

it("shortens a name of its own that would be too long, so that no two become one", async () => {
  const project = await testProject(await server.database());
  const name = "a_column_whose_name_is_as_long_as_postgresql_lets_it_be_and_full";
  const column = name.slice(0, 63);
  const withColumn = (isNullable: boolean) => {
    const property = p.integer().fieldName(column);
    return cars({ long: isNullable ? property.nullable() : property });
  };
  await project.start(withColumn(true));
  const { files } = await project.change(withColumn(false));
  await project.up(files);
  expect(await project.drift(withColumn(false))).toBe("");
});

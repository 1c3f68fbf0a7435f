import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineEntity, p } from "@mikro-orm/core";
import { type AbstractSqlPlatform, DatabaseSchema } from "@mikro-orm/postgresql";
import { expect, it } from "vitest";
import { type Entities, type Project, testProject } from "../../test/generated-project.ts";
import { testServer } from "../../test/server.ts";

const server = testServer();
const id = p.integer().primary();
const cars = (properties: object): Entities => [
  // The entities of a test are put together at run time, which the types of MikroORM cannot follow.
  defineEntity({
    name: "Car",
    tableName: "cars",
    properties: { id, name: p.string(), ...properties },
  } as never) as never,
];

/** Plain MikroORM writes this one after a migration: everything that is in the database. */
async function snapshotOfDatabase(project: Project, entities: Entities): Promise<void> {
  const { orm } = await project.open(entities);
  const platform = orm.em.getPlatform() as AbstractSqlPlatform;
  const schema = await DatabaseSchema.create(orm.em.getConnection(), platform, orm.config);
  await writeFile(join(project.folder, "snapshot.json"), JSON.stringify(schema));
}

it("leaves alone what a snapshot of plain MikroORM has and no entity ever had", async () => {
  const project = await testProject(await server.database());
  const before = cars({ color: p.string().nullable() });
  await project.start(before);
  await project.execute(`
    create view named as select name from cars;
    create materialized view counted as select count(*) from cars;
    create table bolts (id int primary key, car_id int references cars);
    create type mood as enum ('good');
    create schema depot; create table depot.shelves (id int);
    alter table cars add column wheels_of_theirs int, add constraint cars_theirs check (wheels_of_theirs > 0);
    create index theirs_index on cars (wheels_of_theirs);
    create function noted() returns trigger language plpgsql as 'begin return new; end';
    create trigger noted before update on cars for each row execute function noted();
    alter table cars enable row level security;
    create policy theirs on cars using (true)`);
  await snapshotOfDatabase(project, before);
  expect(await (await project.open(before)).migrator.checkSchema()).toBe(false);
  const { created, files } = await project.change(cars({ doors: p.integer().nullable() }));
  expect(files.join()).toMatch(/^Migration\d+_cars_doors\.ts,Migration\d+_cars_color_drop\.ts$/);
  expect(created.diff.up.join("\n")).not.toMatch(/named|counted|bolts|mood|depot|theirs|noted|row level/);
});

it("writes nothing for an expression that a database without a snapshot keeps in other words", async () => {
  const project = await testProject(await server.database());
  const entities: Entities = [
    defineEntity({
      name: "Car",
      tableName: "cars",
      properties: { id, seats: p.integer(), label: p.text().nullable().generated("(seats || '!') stored") },
      checks: [{ name: "cars_seats_check", expression: "seats between 1 and 9" }],
      indexes: [{ name: "cars_small_index", properties: ["seats"], where: "seats between 1 and 2" }],
    }),
  ];
  await project.start(entities);
  await rm(join(project.folder, "snapshot.json"));
  await project.execute(`create table "Or""der Items" (id int); create table bolts (id int)`);
  const { migrator } = await project.open(entities);
  expect(await migrator.preview()).toEqual([]);
  expect(await migrator.checkSchema()).toBe(false);
  await project.execute(
    "alter table cars drop constraint cars_seats_check, add constraint cars_seats_check check (seats > 0)",
  );
  expect(await migrator.checkSchema()).toBe(true);
});

const BY_HAND = `
  create table "audit" (id int primary key, car_id int references cars, "color" text);
  create type "mood" as enum ('good');
  create schema "depot";
  create sequence "numbers";
  alter table "cars" add column "remark" text, add constraint "cars_remark_check" check ("remark" <> '');
  create index "cars_remark_index" on "cars" ("remark");`;

/** A project with cars and wheels, and a migration that someone wrote. */
async function projectWithMigrationByHand() {
  const project = await testProject(await server.database());
  const wheels = defineEntity({ name: "Wheel", tableName: "wheels", properties: { id, size: p.integer() } });
  const entities = [...cars({ color: p.string().nullable() }), wheels];
  await project.start(entities);
  await writeFile(
    join(project.folder, "Migration29990101000000_by_hand.ts"),
    `import { Migration } from "@pitstop/migrator";
/** What other teams need. */
export class Migration29990101000000_by_hand extends Migration {
  override up(): void {
    this.addSql(\`${BY_HAND}\`);
  }
}
`,
  );
  await project.execute(BY_HAND);
  return { project, entities };
}

const withoutSnapshot = (project: Project) => rm(join(project.folder, "snapshot.json"));

it.each([
  ["no snapshot", withoutSnapshot],
  ["a snapshot of plain MikroORM", snapshotOfDatabase],
  ["its own snapshot", async () => {}],
])("never drops what only migrations by hand made, with %s", async (_what, arrange) => {
  const { project, entities } = await projectWithMigrationByHand();
  await arrange(project, entities);
  const { migrator } = await project.open(entities);
  expect(await migrator.preview()).toEqual([]);
  expect(await migrator.checkSchema()).toBe(false);
  expect(await migrator.withoutEntity()).toEqual([]);
});

it.each([
  ["no snapshot", withoutSnapshot],
  ["a snapshot of plain MikroORM", snapshotOfDatabase],
  ["its own snapshot", async () => {}],
])("drops what an entity had in generated migrations, with %s", async (_what, arrange) => {
  const { project, entities } = await projectWithMigrationByHand();
  await arrange(project, entities);
  const { migrator } = await project.open(cars({}));
  expect((await migrator.preview()).map(({ fileName }) => fileName.slice(24))).toEqual([
    "cars_color_drop.ts",
    "wheels_drop.ts",
  ]);
});

it("drops an attribute of an entity whose column came by hand", async () => {
  const project = await testProject(await server.database());
  await project.start(cars({}));
  const { migrator } = await project.open(cars({ color: p.string().nullable() }));
  await migrator.create(undefined, true, false, "paint the cars");
  const { files } = await project.change(cars({}));
  expect(files.join()).toMatch(/^Migration\d+_cars_color_drop\.ts$/);
});

it("keeps what is by hand out of a snapshot of the database", async () => {
  const { project, entities } = await projectWithMigrationByHand();
  const { migrator } = await project.open(entities);
  await migrator.noteSchema("database");
  const text = await readFile(join(project.folder, "snapshot.json"), "utf8");
  expect(text).toContain("wheels");
  expect(text).not.toMatch(/audit|mood|depot|numbers|remark/);
  expect(await migrator.checkSchema()).toBe(false);
});

it("says what it leaves because no generated migration made it", async () => {
  const { project, entities } = await projectWithMigrationByHand();
  await withoutSnapshot(project);
  const { orm, migrator } = await project.open([
    ...cars({ doors: p.integer().nullable() }),
    ...entities.slice(1),
  ]);
  const logged: string[] = [];
  orm.config.getLogger().warn = (_namespace, message) => logged.push(message);
  const { fileName } = await migrator.create();
  expect(fileName).toMatch(/^Migration\d+_cars_doors\.ts, Migration\d+_cars_color_drop\.ts$/);
  expect(logged.join("\n")).toContain(
    "no generated migration made it: mood, cars.cars_remark_index, cars.cars_remark_check, cars.remark.",
  );
});

import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineEntity, p } from "@mikro-orm/core";
import { type AbstractSqlPlatform, DatabaseSchema } from "@mikro-orm/sql";
import { expect, it } from "vitest";
import { testServer } from "../testing.ts";
import { type Entities, type Project, testProject } from "./testing.ts";

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

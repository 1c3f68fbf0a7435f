import { writeFile } from "node:fs/promises";
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
  const { created, files } = await project.change(cars({ doors: p.integer().nullable() }));
  expect(files.join()).toMatch(/^Migration\d+_cars_doors\.ts,Migration\d+_cars_color_drop\.ts$/);
  expect(created.diff.up.join("\n")).not.toMatch(/named|counted|bolts|mood|depot|theirs|noted|row level/);
});

import { defineEntity, p } from "@mikro-orm/core";
import { defineDomain, domains, Reference } from "@pitstop/types";
import { beforeAll, expect, test } from "vitest";
import { record } from "../entities/record.ts";
import { entities, seedWhenEmpty } from "../index.ts";
import { testDatabase } from "../testing/index.ts";
import { recordsOf, type SeedDomain, seedDomains } from "./domains.ts";
import { generateRows } from "./generate.ts";
import { records } from "./records/index.ts";

const { id: number, name: text } = Reference.shape;
const dock = defineDomain({
  name: "dock",
  plural: "docks",
  label: { one: "Dock", many: "Docks" },
  description: "Where vessels lie.",
  title: "name",
  attributes: { name: text },
  relations: {},
});
const vessel = defineDomain({
  name: "vessel",
  plural: "vessels",
  label: { one: "Vessel", many: "Vessels" },
  description: "What lies in a dock.",
  title: "name",
  attributes: { name: text, color: text.nullable(), masts: number },
  relations: { dock: { domain: "dock", label: "Dock", nullable: true } },
});
const DockEntity = defineEntity({
  name: "DockEntity",
  tableName: "made_up_docks",
  properties: { ...record, name: p.string().unique() },
});
const VesselEntity = defineEntity({
  name: "VesselEntity",
  tableName: "made_up_vessels",
  properties: {
    ...record,
    name: p.string(),
    color: p.string().nullable(),
    masts: p.integer(),
    dock: () => p.manyToOne(DockEntity).nullable(),
  },
});

/** One of them has a text that the format of COPY has words of its own for. */
const vessels = [
  { name: "Tab\tand\nline \\N", color: "red", dock: "East" },
  { name: "Vasa", color: null, dock: "West" },
  { name: "Fram", dock: "East" },
  { name: "Adrift", dock: null },
];

beforeAll(() => {
  Object.assign(domains, { dock, vessel });
  Object.assign(entities, { dock: DockEntity, vessel: VesselEntity });
  Object.assign(records, {
    vessel: async () => vessels,
    dock: async () => [{ name: "East" }, { name: "West" }],
  });
});

/** A migrated database with the made-up tables in it. */
async function database() {
  const { orm, url } = await testDatabase();
  const columns = `
    id bigint generated always as identity primary key, created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(), version int not null default 1, name text not null`;
  await orm.em.fork().execute(`
    create table made_up_docks (${columns}, unique (name));
    create table made_up_vessels (${columns}, color text, masts int not null,
      dock_id bigint references made_up_docks)`);
  return { orm, url };
}

test("an empty database is filled with every record there is, each relation by the title that it names, once", async () => {
  const { orm } = await database();
  const seeded = await seedWhenEmpty(orm.em);
  expect(seeded).toMatchObject({ dock: 2, vessel: vessels.length });
  expect(await seedWhenEmpty(orm.em)).toEqual({});
  const written = await orm.em.fork().find(VesselEntity, {}, { orderBy: { id: "asc" }, populate: ["dock"] });
  expect(written.map(({ name, dock: at }) => [name, at?.name ?? null])).toEqual(
    vessels.map(({ name, dock: at }) => [name, at]),
  );
  expect(written[0]).toMatchObject({ color: "red", masts: expect.any(Number) });
});

test("so is the application's own: as many rows of each domain as there are records of it", async () => {
  const { orm } = await database();
  const seeded = await seedWhenEmpty(orm.em);
  for (const name of Object.keys(seeded)) {
    const begun = (await recordsOf(name)).length;
    if (begun > 0) expect([name, seeded[name]]).toEqual([name, begun]);
    const entity = (entities as Record<string, unknown>)[name] as typeof DockEntity; // any of them is counted alike
    expect([name, await orm.em.fork().count(entity)]).toEqual([name, seeded[name]]);
  }
  expect(Object.keys(seeded)).toEqual(expect.arrayContaining(Object.keys(records)));
});

test("data that somebody put there is not touched", async () => {
  const { orm } = await database();
  const em = orm.em.fork();
  em.create(DockEntity, { name: "Mine" });
  await em.flush();
  expect(await seedWhenEmpty(orm.em)).toEqual({});
  expect(await orm.em.fork().count(VesselEntity)).toBe(0);
});

test("rows for load are added by COPY, as many as asked for, and the progress reaches the end", async () => {
  const { orm, url } = await database();
  await seedWhenEmpty(orm.em);
  const progress: number[] = [];
  await generateRows(url, seedDomains.vessel as SeedDomain, 2_500, (rows) => progress.push(rows));
  expect(progress).toEqual([1000, 2000, 2500]);
  const em = orm.em.fork();
  expect(await em.count(VesselEntity)).toBe(vessels.length + 2_500);
  expect(await em.count(VesselEntity, { dock: null })).toBe(1);
  expect(await em.count(VesselEntity, { name: "Tab\tand\nline \\N 1" })).toBe(1);
});

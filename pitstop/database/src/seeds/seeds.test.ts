import { defineEntity, p } from "@mikro-orm/core";
import { defineDomain, Reference } from "@pitstop/domain";
import { expect, onTestFinished, test } from "vitest";
import { databaseWith, testDatabase } from "../../test/database.ts";
import { record } from "../record.ts";
import { generateRows } from "./generate.ts";

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

const seeded = databaseWith({
  domains: { dock, vessel },
  entities: { dock: DockEntity, vessel: VesselEntity },
  records: { vessel: async () => vessels, dock: async () => [{ name: "East" }, { name: "West" }] },
});

/** A database with the made-up tables in it. */
async function database() {
  const { url } = await testDatabase();
  const orm = await seeded.openDatabase({ url });
  onTestFinished(() => orm.close());
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
  const added = await seeded.seedWhenEmpty(orm.em);
  expect(added).toEqual({ dock: 2, vessel: vessels.length });
  expect(await seeded.seedWhenEmpty(orm.em)).toEqual({});
  const written = await orm.em.fork().find(VesselEntity, {}, { orderBy: { id: "asc" }, populate: ["dock"] });
  expect(written.map(({ name, dock: at }) => [name, at?.name ?? null])).toEqual(
    vessels.map(({ name, dock: at }) => [name, at]),
  );
  expect(written[0]).toMatchObject({ color: "red", masts: expect.any(Number) });
});

test("data that somebody put there is not touched", async () => {
  const { orm } = await database();
  const em = orm.em.fork();
  em.create(DockEntity, { name: "Mine" });
  await em.flush();
  expect(await seeded.seedWhenEmpty(orm.em)).toEqual({});
  expect(await orm.em.fork().count(VesselEntity)).toBe(0);
});

test("rows for load are added by COPY, as many as asked for, and the progress reaches the end", async () => {
  const { orm, url } = await database();
  await seeded.seedWhenEmpty(orm.em);
  const progress: number[] = [];
  await generateRows(seeded, url, vessel, 2_500, (rows) => progress.push(rows));
  expect(progress).toEqual([1000, 2000, 2500]);
  const em = orm.em.fork();
  expect(await em.count(VesselEntity)).toBe(vessels.length + 2_500);
  expect(await em.count(VesselEntity, { dock: null })).toBe(1);
  expect(await em.count(VesselEntity, { name: "Tab\tand\nline \\N 1" })).toBe(1);
});

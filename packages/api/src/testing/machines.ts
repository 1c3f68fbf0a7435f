// The wide made-up domains behind the API: their tables, services and procedures.
import { defineEntity, p } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { entities } from "@pitstop/db";
import { ById, Count, Deleted, Deletion } from "@pitstop/types";
import { machine, machineWorkshop, workshop } from "@pitstop/types/testing/machines";
import { crudService } from "../crud/service.ts";
import { appRouter } from "../root.ts";
import { procedure, router } from "../trpc.ts";
import { recordColumns, recordProperties } from "./record-columns.ts";

const WorkshopEntity = defineEntity({
  name: "WorkshopEntity",
  tableName: "workshops",
  properties: { ...recordProperties, name: p.string().length(200) },
});

const MachineEntity = defineEntity({
  name: "MachineEntity",
  tableName: "machines",
  properties: {
    ...recordProperties,
    name: p.string().length(200),
    serial: p.string().length(30).nullable(),
    summary: p.text().nullable(),
    notes: p.text().nullable(),
    quantity: p.integer().nullable(),
    rank: p.integer().default(0),
    views: p.bigint("string").nullable(),
    weight: p.double().nullable(),
    height: p.double().nullable(),
    price: p.decimal("string").precision(12).scale(2).nullable(),
    rate: p.decimal("string").precision(8).scale(4).default("1"),
    active: p.boolean().default(true),
    rented: p.boolean().nullable(),
    built: p.date().nullable(),
    sold: p.date().nullable(),
    checkedAt: p.datetime(3).nullable(),
    dueAt: p.datetime(3).nullable(),
    token: p.uuid().nullable(),
    parts: p.json().nullable(),
    state: p.string().nullable(),
    size: p.string().default("small"),
    email: p.string().length(254).nullable(),
    contact: p.string().length(254).nullable(),
    website: p.string().length(2000).nullable(),
    manual: p.string().length(2000).nullable(),
    workshop: () => p.manyToOne(WorkshopEntity).nullable().deleteRule("restrict").index(),
    parent: () => p.manyToOne(MachineEntity).nullable().deleteRule("restrict").index(),
  },
});

const MachineWorkshopEntity = defineEntity({
  name: "MachineWorkshopEntity",
  tableName: "machine_workshops",
  uniques: [{ properties: ["machine", "workshop"] }],
  properties: {
    ...recordProperties,
    machine: () => p.manyToOne(MachineEntity).deleteRule("cascade").index(),
    workshop: () => p.manyToOne(WorkshopEntity).deleteRule("cascade").index(),
  },
});

/** The procedures of a domain; nobody calls them by types, so those of the simplest domain do for all. */
function proceduresOf(domain: typeof workshop, entity: typeof WorkshopEntity) {
  const service = crudService(domain, entity);
  return router({
    list: procedure
      .input(domain.list)
      .output(domain.page)
      .query(({ ctx, input }) => service.list(ctx.em, input)),
    count: procedure
      .input(domain.count)
      .output(Count)
      .query(({ ctx, input }) => service.count(ctx.em, input)),
    byId: procedure
      .input(ById)
      .output(domain.output)
      .query(({ ctx, input }) => service.byId(ctx.em, input)),
    create: procedure
      .input(domain.create)
      .output(domain.output)
      .mutation(({ ctx, input }) => service.create(ctx.em, input)),
    update: procedure
      .input(domain.update)
      .output(domain.output)
      .mutation(({ ctx, input }) => service.update(ctx.em, input)),
    delete: procedure
      .input(Deletion)
      .output(Deleted)
      .mutation(({ ctx, input }) => service.delete(ctx.em, input)),
  });
}

// To the compiler each is the simplest domain, see above.
const machineRouter = router({
  workshop: proceduresOf(workshop, WorkshopEntity),
  machine: proceduresOf(
    machine as unknown as typeof workshop,
    MachineEntity as unknown as typeof WorkshopEntity,
  ),
  machineWorkshop: proceduresOf(
    machineWorkshop as unknown as typeof workshop,
    MachineWorkshopEntity as unknown as typeof WorkshopEntity,
  ),
});

/** This module as a program takes it: `node --import <address> main.ts` serves these domains too. */
export const machinesModule = import.meta.url;

// From here on they stand in the lists of this process, beside the application's own.
Object.assign(entities, {
  workshop: WorkshopEntity,
  machine: MachineEntity,
  machineWorkshop: MachineWorkshopEntity,
});
Object.assign(appRouter._def.procedures, machineRouter._def.procedures);

/** Gives the domains their tables. */
export async function createMachineTables(orm: MikroORM): Promise<void> {
  await orm.em.fork().execute(`
    create table workshops (${recordColumns}, name varchar(200) not null);
    create table machines (${recordColumns}, name varchar(200) not null, serial varchar(30), summary text, notes text,
      quantity int, rank int not null default 0, views bigint, weight double precision, height double precision,
      price numeric(12, 2), rate numeric(8, 4) not null default 1, active boolean not null default true,
      rented boolean, built date, sold date, checked_at timestamptz(3), due_at timestamptz(3), token uuid, parts jsonb,
      state text, size text not null default 'small', email varchar(254), contact varchar(254),
      website varchar(2000), manual varchar(2000),
      workshop_id bigint references workshops on delete restrict,
      parent_id bigint references machines on delete restrict);
    create table machine_workshops (${recordColumns},
      machine_id bigint not null references machines on delete cascade,
      workshop_id bigint not null references workshops on delete cascade,
      unique (machine_id, workshop_id))`);
}

// The wide made-up domains behind the API: their tables, services and procedures.

import { entities } from "@app/db";
import { machine, machineWorkshop, workshop } from "@app/types/testing/machines";
import { defineEntity, p } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { record } from "@pitstop/database";
import { rules } from "./access.ts";
import { appRouter, router } from "./application.ts";
import { crudRouter } from "./crud-router.ts";
import { recordColumns } from "./record-columns.ts";

const WorkshopEntity = defineEntity({
  name: "WorkshopEntity",
  tableName: "workshops",
  properties: { ...record, name: p.string().length(200) },
});

const MachineEntity = defineEntity({
  name: "MachineEntity",
  tableName: "machines",
  properties: {
    ...record,
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
    ...record,
    machine: () => p.manyToOne(MachineEntity).deleteRule("cascade").index(),
    workshop: () => p.manyToOne(WorkshopEntity).deleteRule("cascade").index(),
  },
});

const machineRouter = router({
  workshop: crudRouter(workshop, WorkshopEntity),
  machine: crudRouter(machine, MachineEntity),
  machineWorkshop: crudRouter(machineWorkshop, MachineWorkshopEntity),
});

/** This module as a program takes it: `node --import <address> main.ts` serves these domains too. */
export const machinesModule = import.meta.url;

// From here on they stand in the lists of this process, beside the application's own.
Object.assign(entities, {
  workshop: WorkshopEntity,
  machine: MachineEntity,
  machineWorkshop: MachineWorkshopEntity,
});
Object.assign(rules, { workshop: {}, machine: {}, machineWorkshop: {} });
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

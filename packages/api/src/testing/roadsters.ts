// Two domains that stand in for the application's own, roadsters and the homelands that they come from, so that what is
// the same in every domain stays proved whatever becomes of the domains that the application has.
import { defineEntity, p } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { entities } from "@pitstop/db";
import { ById, Count, Deleted, Deletion, defineDomain, domains } from "@pitstop/types";
import type { TRPCClient } from "@trpc/client";
import { z } from "zod";
import { type ClientOptions, createClient } from "../client.ts";
import { crudService } from "../crud/service.ts";
import { appRouter } from "../root.ts";
import { procedure, router } from "../trpc.ts";

const homeland = defineDomain({
  name: "homeland",
  plural: "homelands",
  label: { one: "Homeland", many: "Homelands" },
  description: "Where roadsters come from.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }),
    remarks: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .nullable()
      .meta({ label: "Remarks", multiline: true, searchable: true }),
  },
  relations: {},
});

const roadster = defineDomain({
  name: "roadster",
  plural: "roadsters",
  label: { one: "Roadster", many: "Roadsters" },
  description: "A model of roadster.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }),
    color: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .nullable()
      .meta({ label: "Color", sortable: true, searchable: true }),
  },
  relations: {
    homeland: { domain: "homeland", label: "Homeland", nullable: true },
  },
});

/** The columns that every domain has. */
const record = {
  id: p.bigint("number").primary().generated("identity"),
  createdAt: p.datetime(3),
  updatedAt: p.datetime(3),
  version: p.integer().version().default(1),
};

const HomelandEntity = defineEntity({
  name: "HomelandEntity",
  tableName: "homelands",
  properties: { ...record, name: p.string().length(80).unique(), remarks: p.text().nullable() },
});

const RoadsterEntity = defineEntity({
  name: "RoadsterEntity",
  tableName: "roadsters",
  properties: {
    ...record,
    name: p.string().length(80),
    color: p.string().length(40).nullable(),
    homeland: () => p.manyToOne(HomelandEntity).nullable().deleteRule("restrict").index(),
  },
});

const homelands = crudService(homeland, HomelandEntity);
const roadsters = crudService(roadster, RoadsterEntity);

const roadsterRouter = router({
  homeland: router({
    list: procedure
      .input(homeland.list)
      .output(homeland.page)
      .query(({ ctx, input }) => homelands.list(ctx.em, input)),
    count: procedure
      .input(homeland.count)
      .output(Count)
      .query(({ ctx, input }) => homelands.count(ctx.em, input)),
    byId: procedure
      .input(ById)
      .output(homeland.output)
      .query(({ ctx, input }) => homelands.byId(ctx.em, input)),
    create: procedure
      .input(homeland.create)
      .output(homeland.output)
      .mutation(({ ctx, input }) => homelands.create(ctx.em, input)),
    update: procedure
      .input(homeland.update)
      .output(homeland.output)
      .mutation(({ ctx, input }) => homelands.update(ctx.em, input)),
    delete: procedure
      .input(Deletion)
      .output(Deleted)
      .mutation(({ ctx, input }) => homelands.delete(ctx.em, input)),
  }),
  roadster: router({
    list: procedure
      .input(roadster.list)
      .output(roadster.page)
      .query(({ ctx, input }) => roadsters.list(ctx.em, input)),
    count: procedure
      .input(roadster.count)
      .output(Count)
      .query(({ ctx, input }) => roadsters.count(ctx.em, input)),
    byId: procedure
      .input(ById)
      .output(roadster.output)
      .query(({ ctx, input }) => roadsters.byId(ctx.em, input)),
    create: procedure
      .input(roadster.create)
      .output(roadster.output)
      .mutation(({ ctx, input }) => roadsters.create(ctx.em, input)),
    update: procedure
      .input(roadster.update)
      .output(roadster.output)
      .mutation(({ ctx, input }) => roadsters.update(ctx.em, input)),
    delete: procedure
      .input(Deletion)
      .output(Deleted)
      .mutation(({ ctx, input }) => roadsters.delete(ctx.em, input)),
  }),
});

/** The router with the two domains alone: what typed calls of them are typed by. */
export type RoadsterRouter = typeof roadsterRouter;

/** `createClient`, typed by the two domains: the application's types know nothing of what is made up. */
export const createRoadsterClient = (url: string, options?: ClientOptions): TRPCClient<RoadsterRouter> =>
  createClient(url, options) as unknown as TRPCClient<RoadsterRouter>;

/** This module as a program takes it: `node --import <address> main.ts` serves the two domains too. */
export const roadstersModule = import.meta.url;

// From here on they stand in every list of this process, beside the application's own domains.
Object.assign(domains, { homeland, roadster });
Object.assign(entities, { homeland: HomelandEntity, roadster: RoadsterEntity });
Object.assign(appRouter._def.procedures, roadsterRouter._def.procedures);

/** Gives the two domains their tables. */
export async function createRoadsterTables(orm: MikroORM): Promise<void> {
  const columns = `
    id bigint generated always as identity primary key,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    version int not null default 1`;
  await orm.em.fork().execute(`
    create table homelands (${columns}, name varchar(80) not null unique, remarks text);
    create table roadsters (${columns}, name varchar(80) not null, color varchar(40),
      homeland_id bigint references homelands on delete restrict)`);
}

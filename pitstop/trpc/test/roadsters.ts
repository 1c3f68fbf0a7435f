// The made-up domains behind the API: their tables, services and procedures.

import { entities } from "@app/db";
import { homeland, roadster } from "@app/types/testing/roadsters";
import { defineEntity, p } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { record } from "@pitstop/database";
import {
  ById,
  Count,
  Deleted,
  Deletion,
  HistoryPage,
  HistoryQuery,
  Restoration,
  TrashQuery,
} from "@pitstop/domain";
import { clientOf } from "../src/client/create-client.ts";
import { rules } from "./access.ts";
import { appRouter, crudService, procedure, router } from "./application.ts";
import { recordColumns } from "./record-columns.ts";
import { version } from "./version.ts";

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
    history: procedure
      .input(HistoryQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => homelands.history(ctx.em, input)),
    trash: procedure
      .input(TrashQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => homelands.trash(ctx.em, input)),
    restore: procedure
      .input(Restoration)
      .output(homeland.output)
      .mutation(({ ctx, input }) => homelands.restore(ctx.em, input)),
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
    history: procedure
      .input(HistoryQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => roadsters.history(ctx.em, input)),
    trash: procedure
      .input(TrashQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => roadsters.trash(ctx.em, input)),
    restore: procedure
      .input(Restoration)
      .output(roadster.output)
      .mutation(({ ctx, input }) => roadsters.restore(ctx.em, input)),
  }),
});

/** The router with the two domains alone: what typed calls of them are typed by. */
export type RoadsterRouter = typeof roadsterRouter;

/** `createClient`, typed by the two domains. */
export const createRoadsterClient = clientOf<RoadsterRouter>(version);

/** This module as a program takes it: `node --import <address> main.ts` serves the two domains too. */
export const roadstersModule = import.meta.url;

// From here on they stand in the lists of this process, beside the application's own.
Object.assign(entities, { homeland: HomelandEntity, roadster: RoadsterEntity });
Object.assign(rules, { homeland: {}, roadster: {} });
Object.assign(appRouter._def.procedures, roadsterRouter._def.procedures);

/** Gives the two domains their tables. */
export async function createRoadsterTables(orm: MikroORM): Promise<void> {
  await orm.em.fork().execute(`
    create table homelands (${recordColumns}, name varchar(80) not null unique, remarks text);
    create table roadsters (${recordColumns}, name varchar(80) not null, color varchar(40),
      homeland_id bigint references homelands on delete restrict)`);
}

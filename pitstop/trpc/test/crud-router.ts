import type { EntityName } from "@mikro-orm/core";
import {
  ById,
  Count,
  Deleted,
  Deletion,
  defineDomain,
  HistoryPage,
  HistoryQuery,
  Restoration,
  TrashQuery,
} from "@pitstop/domain";
import { z } from "zod";
import { api } from "./api.ts";

/** Nobody calls these procedures by types, so those of the simplest domain do for all. */
const simplest = defineDomain({
  name: "simplest",
  plural: "simplests",
  label: { one: "Simplest", many: "Simplests" },
  description: "The simplest domain.",
  title: "name",
  attributes: { name: z.string() },
  relations: {},
});

/** The procedures of a domain, as every domain has them. */
export function crudRouter(given: object, entity: object) {
  const { crudService, procedure, router } = api;
  const domain = given as typeof simplest; // see above
  const service = crudService(domain, entity as EntityName);
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
    history: procedure
      .input(HistoryQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => service.history(ctx.em, input)),
    trash: procedure
      .input(TrashQuery)
      .output(HistoryPage)
      .query(({ ctx, input }) => service.trash(ctx.em, input)),
    restore: procedure
      .input(Restoration)
      .output(domain.output)
      .mutation(({ ctx, input }) => service.restore(ctx.em, input)),
  });
}

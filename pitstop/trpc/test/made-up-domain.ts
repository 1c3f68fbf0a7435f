import { defineEntity, p } from "@mikro-orm/core";
import type { MikroORM } from "@mikro-orm/postgresql";
import { record } from "@pitstop/database";
import { ById, Count, Deleted, Deletion, decimal, defineDomain, Id, Json } from "@pitstop/domain";
import { z } from "zod";
import { access, otherRules, rules } from "./access.ts";
import { crudService, procedure, router } from "./application.ts";
import { recordColumns } from "./record-columns.ts";

/** A domain that nothing else names, with an attribute of every kind, to show what follows from a domain by itself. */
const boat = defineDomain({
  name: "boat",
  plural: "boats",
  label: { one: "Boat", many: "Boats" },
  description: "What floats.",
  title: "name",
  attributes: {
    name: z.string().trim().min(1).max(80).meta({ label: "Name", sortable: true, searchable: true }),
    /** Lists have a parameter of this name. */
    limit: z.int().nullable().meta({ label: "Limit of people" }),
    price: decimal(12, 2).nullable().meta({ label: "Price" }),
    length: z.number().nullable().meta({ label: "Length" }),
    sails: z.boolean().nullable().meta({ label: "Sails" }),
    launchedOn: z.iso.date().nullable().meta({ label: "Launched" }),
    kind: z.enum(["barge", "yacht"]).nullable().meta({ label: "Kind" }),
    extras: Json.nullable().meta({ label: "Extras" }),
    hull: z.string().max(20).nullable().meta({ label: "Hull", deprecated: true, sunset: "2027-06-30" }),
  },
  relations: {},
});

const BoatEntity = defineEntity({
  name: "MadeUpBoatEntity",
  tableName: "made_up_boats",
  properties: {
    ...record,
    name: p.string().length(80),
    limit: p.integer().nullable(),
    price: p.decimal().precision(12).scale(2).nullable(),
    length: p.double().nullable(),
    sails: p.boolean().nullable(),
    launchedOn: p.date().nullable(),
    kind: p.string().nullable(),
    extras: p.json().nullable(),
    hull: p.string().nullable(),
  },
});

const boats = crudService(boat, BoatEntity);

const boatRouter = router({
  list: procedure
    .input(boat.list)
    .output(boat.page)
    .query(({ ctx, input }) => boats.list(ctx.em, input)),
  count: procedure
    .input(boat.count)
    .output(Count)
    .query(({ ctx, input }) => boats.count(ctx.em, input)),
  byId: procedure
    .input(ById)
    .output(boat.output)
    .query(({ ctx, input }) => boats.byId(ctx.em, input)),
  create: procedure
    .input(boat.create)
    .output(boat.output)
    .mutation(({ ctx, input }) => boats.create(ctx.em, input)),
  update: procedure
    .input(boat.update)
    .output(boat.output)
    .mutation(({ ctx, input }) => boats.update(ctx.em, input)),
  delete: procedure
    .input(Deletion)
    .output(Deleted)
    .mutation(({ ctx, input }) => boats.delete(ctx.em, input)),
  /** Procedures of its own. */
  howMany: procedure
    .input(z.strictObject({ longerThan: z.number(), among: z.array(Id).optional() }))
    .output(z.object({ boats: z.int() }))
    .query(({ input }) => ({ boats: input.among?.filter((id) => id > input.longerThan).length ?? 0 })),
  setSail: procedure
    .meta({ deprecated: true, deprecatedSince: "2026-06-30" })
    .input(z.strictObject({ id: Id, knots: z.number() }))
    .output(z.object({ id: Id, knots: z.number() }))
    .mutation(({ input }) => input),
});

/** The made-up domain, and a router beside it that belongs to no domain. */
export const madeUpRouter = router({
  boat: boatRouter,
  harbour: router({ isOpen: procedure.output(z.boolean()).query(() => true) }),
});

export const madeUpDomains = { boat };

Object.assign(rules, {
  boat: { procedures: { howMany: access.standard.read, setSail: access.standard.update } },
});
Object.assign(otherRules, { "harbour.isOpen": access.standard.read });

/** Gives the made-up domain its table. */
export async function createMadeUpTable(orm: MikroORM): Promise<void> {
  orm.discoverEntity(BoatEntity);
  await orm.em.fork().execute(`create table made_up_boats (${recordColumns},
    name varchar(80) not null,
    "limit" int, price numeric(12, 2), length double precision, sails boolean, launched_on date, kind text,
    extras jsonb, hull varchar(20))`);
}

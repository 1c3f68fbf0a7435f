import { ById, Count, Deleted, Deletion, decimal, defineDomain, Json } from "@app/types";
import { initTRPC } from "@trpc/server";
import { z } from "zod";

const { router, procedure } = initTRPC.create();

/** A router of as many domains, with an attribute of each common type; `isChanged` is the same a release later. */
export function manyDomains(count: number, { isChanged = false } = {}) {
  return router(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`domain${index}`, domainRouter(index, isChanged)]),
    ),
  );
}

function domainRouter(index: number, isChanged: boolean) {
  const domain = defineDomain({
    name: `domain${index}`,
    plural: `domains-${index}`,
    label: { one: `Domain ${index}`, many: `Domains ${index}` },
    description: "One of many.",
    title: "name",
    attributes: {
      name: z
        .string()
        .min(1)
        .max(isChanged ? 60 : 80)
        .meta({ label: "Name", sortable: true }),
      note: z.string().max(2000).nullable(),
      price: decimal(12, 2),
      year: z.int32().min(1900).max(2100),
      fuel: z.enum(isChanged ? ["petrol", "diesel", "electric"] : ["petrol", "diesel"]),
      isSold: z.boolean(),
      soldAt: z.iso.datetime().nullable(),
      builtOn: z.iso.date().nullable(),
      details: Json.nullable(),
      ...(isChanged ? { paint: z.string().max(40).nullable() } : { color: z.string().max(40).nullable() }),
    },
    relations: { category: { domain: "category", label: "Category", nullable: !isChanged } },
  });
  return router({
    list: procedure.input(domain.list).output(domain.page).query(never),
    count: procedure.input(domain.count).output(Count).query(never),
    byId: procedure.input(ById).output(domain.output).query(never),
    create: procedure.input(domain.create).output(domain.output).mutation(never),
    update: procedure.input(domain.update).output(domain.output).mutation(never),
    delete: procedure.input(Deletion).output(Deleted).mutation(never),
  });
}

/** Only what the procedures say of themselves is read. */
const never = (): never => {
  throw new Error("No procedure is called.");
};

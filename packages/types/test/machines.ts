// Wide domains that stand in for the application's own: machines have every kind of attribute, belong to a workshop, are
// parts of machines, and are serviced by many workshops.
import { bigint, decimal, defineDomain, Json } from "@pitstop/domain";
import { z } from "zod";
import { domains } from "../src/index.ts";

export const workshop = defineDomain({
  name: "workshop",
  plural: "workshops",
  label: { one: "Workshop", many: "Workshops" },
  description: "Where machines are looked after.",
  title: "name",
  attributes: {
    name: z.string().min(1).max(200).meta({ label: "Name", sortable: true, searchable: true }),
  },
  relations: {},
});

export const machine = defineDomain({
  name: "machine",
  plural: "machines",
  label: { one: "Machine", many: "Machines" },
  description: "One attribute or two of every kind.",
  title: "name",
  attributes: {
    name: z.string().min(1).max(200).meta({ label: "Name", sortable: true, searchable: true }),
    serial: z.string().max(30).nullable().meta({ label: "Serial" }),
    summary: z.string().max(10_000).nullable().meta({ label: "Summary", multiline: true, searchable: true }),
    notes: z.string().max(10_000).nullable().meta({ label: "Notes", multiline: true }),
    quantity: z.int32().nullable().meta({ label: "Quantity", sortable: true }),
    rank: z.int32().min(0).default(0).meta({ label: "Rank" }),
    views: bigint().nullable().meta({ label: "Views" }),
    weight: z.number().nullable().meta({ label: "Weight" }),
    height: z.number().nullable().meta({ label: "Height" }),
    price: decimal(12, 2).nullable().meta({ label: "Price" }),
    rate: decimal(8, 4).default("1").meta({ label: "Rate" }),
    active: z.boolean().default(true).meta({ label: "Active" }),
    rented: z.boolean().nullable().meta({ label: "Rented" }),
    built: z.iso.date().nullable().meta({ label: "Built" }),
    sold: z.iso.date().nullable().meta({ label: "Sold" }),
    checkedAt: z.iso.datetime().nullable().meta({ label: "Checked at" }),
    dueAt: z.iso.datetime().nullable().meta({ label: "Due at" }),
    token: z.uuid().nullable().meta({ label: "Token" }),
    parts: Json.nullable().meta({ label: "Parts" }),
    state: z.enum(["draft", "inReview", "published"]).nullable().meta({ label: "State" }),
    size: z.enum(["small", "large"]).default("small").meta({ label: "Size" }),
    email: z.email().max(254).nullable().meta({ label: "Email" }),
    contact: z.email().max(254).nullable().meta({ label: "Contact" }),
    website: z.url().max(2000).nullable().meta({ label: "Website" }),
    manual: z.url().max(2000).nullable().meta({ label: "Manual" }),
  },
  relations: {
    workshop: { domain: "workshop", label: "Workshop", nullable: true },
    parent: { domain: "machine", label: "Parent", nullable: true },
  },
});

/** What `relation:add machine workshop --many` makes. */
export const machineWorkshop = defineDomain({
  name: "machineWorkshop",
  plural: "machine-workshops",
  label: { one: "Machine workshop", many: "Machine workshops" },
  description: "Which machines and workshops belong together.",
  title: "id",
  attributes: {},
  relations: {
    machine: { domain: "machine", label: "Machine", nullable: false },
    workshop: { domain: "workshop", label: "Workshop", nullable: false },
  },
});

// From here on they stand in the list of this process, behind the application's own.
Object.assign(domains, { machine, workshop, machineWorkshop });

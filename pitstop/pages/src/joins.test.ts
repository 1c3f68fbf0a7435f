import { machine, machineWorkshop, workshop } from "@app/types/testing/machines";
import { defineDomain } from "@pitstop/domain";
import { expect, test } from "vitest";
import { z } from "zod";
import { domainsFor, type OwnAccess } from "./access.ts";
import { domainsOf, mainDomains } from "./domains.ts";
import { joinsOf } from "./joins.ts";

const machineLink = defineDomain({
  ...machineWorkshop,
  name: "machineLink",
  plural: "machine-links",
  relations: {
    machine: { domain: "machine", label: "Machine", nullable: false },
    spare: { domain: "machine", label: "Spare", nullable: false },
  },
});
const domains = domainsOf({ workshop, machine, machineWorkshop, machineLink });

test("a domain that has nothing of its own and needs both its ends is a join", () => {
  expect(domains.machineWorkshop.isJoin).toBe(true);
  expect(domains.machine.isJoin).toBe(false);
  const attributes = { since: z.iso.date().nullable().meta({ label: "Since" }) };
  const dated = defineDomain({ ...machineWorkshop, name: "dated", title: "id", attributes });
  expect(domainsOf({ workshop, machine, dated }).dated.isJoin).toBe(false);
});

test("both sides of a many-to-many relation have it", () => {
  expect(joinsOf(domains.workshop)).toMatchObject([
    { through: { name: "machineWorkshop" }, near: "workshop", far: "machine", label: "Machines" },
  ]);
  expect(joinsOf(domains.machine)[0]).toMatchObject({ near: "machine", far: "workshop", label: "Workshops" });
});

test("one to its own domain has two sides, told apart by their names", () => {
  expect(joinsOf(domains.machine).map(({ label }) => label)).toEqual([
    "Workshops",
    "Machines (Spare)",
    "Machines (Machine)",
  ]);
});

const every = ["read", "create", "update", "delete"] as const;
const everything = { may: every, readOnly: [], hidden: [] };

/** The workshops of machines, and the domains that people go to, for a user with these limits. */
function seenWith(limits: OwnAccess["domains"]) {
  const seen = domainsFor(Object.values(domains), {
    user: { name: "Ada", role: "reader" },
    domains: { workshop: everything, machine: everything, machineWorkshop: everything, ...limits },
    switchableRoles: [],
  });
  const machines = seen.find(({ name }) => name === "machine");
  if (!machines) throw new Error("There are machines.");
  return {
    joins: joinsOf(machines).filter(({ through }) => through.name === "machineWorkshop"),
    main: mainDomains(seen).map(({ name }) => name),
  };
}

test("a user who may not write it sees it, and may not change it", () => {
  for (const machineWorkshop of [
    { ...everything, may: ["read"] as const },
    { ...everything, may: ["read", "delete"] as const },
    { ...everything, readOnly: ["workshop"] },
  ])
    expect(seenWith({ machineWorkshop }).joins).toMatchObject([{ mayAdd: false }]);
  const machineWorkshop = { ...everything, may: ["read", "create"] as const };
  expect(seenWith({ machineWorkshop }).joins).toMatchObject([{ mayAdd: true, mayRemove: false }]);
});

test("a user whom one of its ends or the other side is hidden from doesn't see it, nor a page of it", () => {
  for (const limits of [
    { machineWorkshop: { ...everything, may: [] } },
    { machineWorkshop: { ...everything, hidden: ["workshop"] } },
    { machineWorkshop: { ...everything, hidden: ["machine"] } },
    { workshop: { ...everything, may: [] } },
  ]) {
    const { joins, main } = seenWith(limits);
    expect(joins).toEqual([]);
    expect(main).not.toContain("machineWorkshop");
  }
});

import { machine, machineWorkshop, workshop } from "@app/types/testing/machines";
import { defineDomain } from "@pitstop/domain";
import { expect, test } from "vitest";
import { z } from "zod";
import { domainsOf, isJoin } from "./domains.ts";
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
  expect(isJoin(machineWorkshop)).toBe(true);
  expect(isJoin(machine)).toBe(false);
  const attributes = { since: z.iso.date().nullable().meta({ label: "Since" }) };
  expect(isJoin(defineDomain({ ...machineWorkshop, title: "id", attributes }))).toBe(false);
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

import { defineDomain, domains } from "@pitstop/types";
import { expect, test } from "vitest";
import { z } from "zod";

const { machine, machineWorkshop, workshop } = await import("@pitstop/types/testing/machines");
const machineLink = defineDomain({
  ...machineWorkshop,
  name: "machineLink",
  plural: "machine-links",
  relations: {
    machine: { domain: "machine", label: "Machine", nullable: false },
    spare: { domain: "machine", label: "Spare", nullable: false },
  },
});
// The pages read the list of domains when they are loaded.
Object.assign(domains, { machineLink });
const { isJoin } = await import("./domains.ts");
const { joinsOf } = await import("./joins.ts");

test("a domain that has nothing of its own and needs both its ends is a join", () => {
  expect(isJoin(machineWorkshop)).toBe(true);
  expect(isJoin(machine)).toBe(false);
  const attributes = { since: z.iso.date().nullable().meta({ label: "Since" }) };
  expect(isJoin(defineDomain({ ...machineWorkshop, title: "id", attributes }))).toBe(false);
});

test("both sides of a many-to-many relation have it", () => {
  expect(joinsOf(workshop)).toMatchObject([
    { through: { name: "machineWorkshop" }, near: "workshop", far: "machine", label: "Machines" },
  ]);
  expect(joinsOf(machine)[0]).toMatchObject({ near: "machine", far: "workshop", label: "Workshops" });
});

test("one to its own domain has two sides, told apart by their names", () => {
  expect(joinsOf(machine).map(({ label }) => label)).toEqual([
    "Workshops",
    "Machines (Spare)",
    "Machines (Machine)",
  ]);
});

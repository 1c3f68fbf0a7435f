import { defineEntity, p } from "@mikro-orm/core";
import { record } from "@pitstop/database";
import { defineDomain } from "@pitstop/domain";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { application, crudService } from "../../test/application.ts";
import { recordColumns } from "../../test/record-columns.ts";
import { asApplication } from "../access/caller.ts";
import { testClient } from "../vitest/test-client.ts";

const names = Array.from({ length: 120 }, (_, index) => `part${index + 1}`);

const part = (label: string) =>
  z
    .string()
    .max(20)
    .nullable()
    .meta({ label, sortable: true } as const);
type Part = ReturnType<typeof part>;
/** Those of the 120 that the test names. */
type Named = "part1" | "part77" | "part120";

/** More attributes than a function of PostgreSQL takes arguments. */
const machine = defineDomain({
  name: "machine",
  plural: "machines",
  label: { one: "Machine", many: "Machines" },
  description: "What has many parts.",
  title: "part1",
  attributes: Object.fromEntries(names.map((name) => [name, part(name)])) as Record<Named, Part>,
  relations: {},
});

const MachineEntity = defineEntity({
  name: "WideMachineEntity",
  tableName: "wide_machines",
  properties: {
    ...record,
    ...Object.fromEntries(names.map((name) => [name, p.string().nullable()])),
  },
});

const api = testClient(application);
beforeAll(async () => {
  api.orm.discoverEntity(MachineEntity);
  await api.orm.em
    .fork()
    .execute(
      `create table wide_machines (${recordColumns}, ${names.map((name) => `${name} varchar(20)`).join(", ")})`,
    );
});

test("a record of 120 attributes is created, read, changed and listed", () =>
  asApplication(async () => {
    const machines = crudService(machine, MachineEntity);
    const em = api.orm.em.fork();
    const parts = Object.fromEntries(names.map((name) => [name, `{"${name}": é}`]));
    const created = await machines.create(em, machine.create.parse(parts));
    expect(created).toMatchObject({ ...parts, version: 1 });
    expect(await machines.byId(em, { id: created.id })).toEqual(created);
    const change = machine.update.parse({ id: created.id, version: 1, part120: null });
    const changed = await machines.update(em, change);
    expect(changed).toMatchObject({ ...parts, part120: null, version: 2 });
    const { items } = await machines.list(
      em,
      machine.list.parse({ sort: { by: "part77", direction: "desc" } }),
    );
    expect(items).toEqual([changed]);
  }));

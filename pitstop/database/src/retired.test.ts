import { defineEntity, type EntityMetadata, type EntitySchema, MikroORM, p } from "@mikro-orm/postgresql";
import { expect, test } from "vitest";
import { testDatabase } from "../test/database.ts";
import { record } from "./record.ts";
import { keepRetiredColumns } from "./retired.ts";

const Boat = defineEntity({
  name: "Boat",
  tableName: "made_up_boats",
  properties: { ...record, name: p.text() },
});

test("a retired column stays in the schema as a nullable one, and no query names it", async () => {
  const { url } = await testDatabase();
  const statements: string[] = [];
  const orm = await MikroORM.init({
    clientUrl: url,
    allowGlobalContext: false,
    entities: [Boat],
    debug: ["query"],
    logger: (message) => statements.push(message),
    discovery: {
      onMetadata: (metadata) =>
        keepRetiredColumns(
          [
            {
              domain: "boat",
              attribute: "sailColor",
              table: "made_up_boats",
              column: "sail_color",
              type: "varchar(40)",
            },
          ],
          metadata,
        ),
    },
  });
  await orm.schema.execute(`create table made_up_boats (id bigint generated always as identity primary key,
    created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
    version int not null default 1, name text not null, sail_color varchar(40) not null default 'white');
    insert into made_up_boats (name, sail_color) values ('Kon-Tiki', 'brown')`);

  const change = await orm.schema.getUpdateSchemaSQL({ wrap: false, safe: true, dropTables: false });
  expect(change).toContain(`alter table "made_up_boats" alter column "sail_color" drop not null`);
  expect(change).not.toContain("drop column");
  await orm.schema.execute(change);

  statements.length = 0;
  const em = orm.em.fork();
  em.create(Boat, { name: "Ra" });
  await em.flush();
  expect(JSON.stringify(await orm.em.fork().find(Boat, {}))).not.toContain("brown");
  expect(statements.join("\n")).not.toContain("sail_color");
  await orm.close();
});

test("a retired column keeps its indexes, and a retired relation its foreign key", async () => {
  const { url } = await testDatabase();
  const Harbour = defineEntity({ name: "Harbour", tableName: "made_up_harbours", properties: { ...record } });
  const common = { domain: "boat", table: "made_up_boats" };
  const relation = { domain: "harbour", label: "Harbour", nullable: true, onDelete: "restrict" };
  const entries = [
    { ...common, attribute: "sign", column: "sign", type: "varchar(8)", unique: true },
    { ...common, attribute: "length", column: "length", type: "int", index: true },
    { ...common, attribute: "harbour", column: "harbour_id", type: "bigint", relation },
    { ...common, attribute: "berth", column: "berth_id", type: "bigint", relation, unique: true },
  ];
  const before = defineEntity({
    name: "BoatBefore",
    tableName: "made_up_boats",
    indexes: [{ properties: ["length", "id"] }],
    properties: {
      ...record,
      name: p.text(),
      sign: p.string().length(8).nullable().unique(),
      length: p.integer().nullable(),
      harbour: () => p.manyToOne(Harbour).nullable().deleteRule("restrict").index(),
      berth: () => p.oneToOne(Harbour).owner().nullable().deleteRule("restrict"),
    },
  });
  const open = (entities: EntitySchema[], onMetadata?: (metadata: EntityMetadata) => void) =>
    MikroORM.init({
      clientUrl: url,
      allowGlobalContext: false,
      entities,
      ...(onMetadata && { discovery: { onMetadata } }),
    });
  const first = await open([before as never, Harbour as never]);
  await first.schema.create();
  await first.close();
  const orm = await open([Boat as never, Harbour as never], (metadata) =>
    keepRetiredColumns(entries, metadata, { harbour: Harbour as never }),
  );
  const change = await orm.schema.getUpdateSchemaSQL({ wrap: false });
  expect(change.split("\n").filter((line) => line.includes("made_up"))).toEqual([]);
  await orm.close();
});

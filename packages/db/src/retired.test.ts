import { defineEntity, MikroORM, p } from "@mikro-orm/postgresql";
import { expect, test } from "vitest";
import { record } from "./entities/record.ts";
import { keepRetiredColumns } from "./retired.ts";
import { testDatabase } from "./testing/index.ts";

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

import { defineEntity, p } from "@mikro-orm/core";
import { expect, it } from "vitest";
import { testServer } from "../testing.ts";
import { testProject } from "./testing.ts";

const server = testServer();

const id = p.bigint("number").primary().generated("identity");

it("adds a nullable column in one transactional file", async () => {
  const project = await testProject(await server.database());
  await project.start([
    defineEntity({ name: "Car", tableName: "cars", properties: { id, name: p.string() } }),
  ]);
  await project.execute(`insert into "cars" ("name") values ('Corolla')`);
  const after = [
    defineEntity({
      name: "Car",
      tableName: "cars",
      properties: { id, name: p.string(), color: p.string().length(20).nullable() },
    }),
  ];
  const { files } = await project.change(after);
  expect(await Promise.all(files.map(project.text))).toMatchInlineSnapshot(`
    [
      "import { Migration } from "@pitstop/migrator";

    /** Expand. Adds cars.color. */
    export class Migration20261123083131_cars_color extends Migration {
      override up(): void {
        this.addSql(\`alter table "cars" add column "color" varchar(20) null;\`);
      }

      override down(): void {
        this.addSql(\`alter table "cars" drop column "color";\`);
      }
    }
    ",
    ]
  `);
  await project.up(files);
  expect(await project.drift(after)).toBe("");
});

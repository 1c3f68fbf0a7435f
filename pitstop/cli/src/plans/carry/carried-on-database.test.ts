import { startTestServer } from "@pitstop/postgres";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { carriedOut } from "../../../test/team-code/with-migrations.ts";
import { layersAlone } from "../../../test/team-code/workspace.ts";
import { planOf } from "../../../test/workspace.ts";
import { attributeChange } from "../../operations/attribute-change.ts";
import { attributeRename } from "../../operations/attribute-rename.ts";
import { purge } from "../../operations/purge.ts";
import type { PlannedMigration } from "../../plan.ts";
import { migrationSql } from "../../schema-history/migration-sql.ts";
import type { Workspace } from "../../workspace/workspace.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
let client: pg.Client;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.stop());

/** A database with the team's tables, views and triggers, and rows. */
beforeEach(async () => {
  const name = `team_${Math.random().toString(36).slice(2)}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  client = new pg.Client({ connectionString: server.url.replace(/\/[^/]*$/, `/${name}`) });
  await client.connect();
  for (const { sql } of migrationSql(layersAlone)) await client.query(sql ?? "");
  await client.query(
    `insert into cars (name, color, brand, origin, price) select 'Car ' || i, 'c' || i, 'b' || i, 'o', i from generate_series(1, 9) i`,
  );
  return () => client.end();
});

async function run(migrations: readonly PlannedMigration[]): Promise<void> {
  for (const { up } of migrations)
    for (const step of up) {
      if (step.kind === "sql") await client.query(step.sql);
      else
        await client.query(
          `update ${step.backfill.table} set ${step.backfill.set} where ${step.backfill.where}`,
        );
    }
}

/** Plans an operation, does what it says to the database, and gives the workspace after it. */
async function done(plan: ReturnType<typeof planOf>, on: Workspace): Promise<Workspace> {
  await run(plan.migrations);
  return carriedOut(plan, on);
}

const rows = async (sql: string): Promise<unknown[]> =>
  (await client.query({ text: sql, rowMode: "array" })).rows;

test("renamed and purged, a column keeps its unique, checks, indexes, view and trigger", async () => {
  const brand = await done(
    planOf(attributeRename, { domain: "car", attribute: "brand", to: "make" }, layersAlone),
    layersAlone,
  );
  const color = await done(
    planOf(attributeRename, { domain: "car", attribute: "color", to: "paint" }, brand),
    brand,
  );
  // Older code writes the old columns.
  await client.query("update cars set color = 'blue' where name = 'Car 1'");
  await client.query("update cars set paint = 'green' where name = 'Car 2'");
  await done(planOf(purge, { domain: "car" }, color), color);
  await client.query("update cars set paint = 'white' where name = 'Car 3'");

  expect(await rows("select color from car_log order by id")).toEqual([["blue"], ["green"], ["white"]]);
  expect(await rows("select color, brand from car_colors order by id limit 3")).toEqual([
    ["blue", "b1"],
    ["green", "b2"],
    ["white", "b3"],
  ]);
  const columns =
    "select column_name from information_schema.columns where table_name = 'cars' and column_name in ('brand', 'color', 'make', 'paint') order by 1";
  expect(await rows(columns)).toEqual([["make"], ["paint"]]);
  const duplicate = "insert into cars (name, make, origin) values ('x', 'b1', 'o')";
  await expect(client.query(duplicate)).rejects.toThrow("cars_make_origin_unique");
  await expect(client.query("update cars set paint = 'none'")).rejects.toThrow("cars_color_check");
  expect(
    await rows(
      "select indexdef from pg_indexes where indexname in ('cars_lower_brand_index', 'cars_used_index') order by 1",
    ),
  ).toEqual([
    [expect.stringContaining("lower((make)::text)")],
    [expect.stringContaining("(paint IS NOT NULL)")],
  ]);
});

test("of another type and purged, a column keeps its unique", async () => {
  await client.query("update cars set origin = id");
  const change = { domain: "car", attribute: "origin", type: "integer" };
  const changed = await done(planOf(attributeChange, change, layersAlone), layersAlone);
  await done(planOf(purge, { domain: "car" }, changed), changed);
  await expect(
    client.query("insert into cars (name, brand, origin_as_integer) values ('x', 'b1', 1)"),
  ).rejects.toThrow("cars_brand_origin_as_integer_unique");
});

import { setTimeout as pause } from "node:timers/promises";
import { type Postgres, startPostgres } from "@pitstop/postgres";
import { expect, onTestFinished, test } from "vitest";
import { createCars, logged, migrationOf, optionsFor, stepByStep, value } from "../../test/applying.ts";
import { newFolder } from "../../test/installed-server.ts";
import { isLong } from "../../test/long-form.ts";
import { connect } from "../connection.ts";
import { applyMigration } from "./apply-migration.ts";

const ROWS = 20_000;

const migrations = {
  "in a transaction": migrationOf([
    "alter table cars add column color text",
    "update cars set color = 'red'",
    "insert into marks values ('a')",
    "select pg_sleep(0.1)",
  ]),
  "step by step": stepByStep(
    "alter table cars add column color text",
    "create index concurrently cars_name_index on cars (name)",
    { table: "cars", set: "color = 'red'", where: "color is null", batchSize: 500 },
    "insert into marks values ('a')",
    "create index concurrently cars_color_index on cars (color)",
  ),
};

async function crash(server: Postgres): Promise<void> {
  process.kill(server.pid, "SIGKILL");
  for (;;) {
    try {
      process.kill(server.pid, 0);
      await pause(10);
    } catch {
      return;
    }
  }
}

/** A database with cars, for one turn. */
async function prepare(server: Postgres): Promise<{ url: string }> {
  const name = `turn_${Date.now()}`;
  const maintenance = await connect(server.url);
  await maintenance.query(`create database ${name}`);
  await maintenance.end();
  const url = server.urlOf(name);
  const client = await connect(url);
  await createCars(client, ROWS);
  await client.query("create table marks (mark text); create table mikro_orm_migrations (name text)");
  await client.end();
  return { url };
}

test.each(Object.keys(migrations) as (keyof typeof migrations)[])(
  "PostgreSQL killed in the middle of a migration %s: the next run finishes it, and nothing is lost or done twice",
  async (kind) => {
    const migration = migrations[kind];
    const folder = newFolder();
    const servers = [await startPostgres({ folder })];
    onTestFinished(async () => {
      for (const server of servers.toReversed()) await server.stop();
    });
    const newest = () => servers.at(-1) as Postgres; // there is always one
    let kills = 0;
    while (kills < (isLong ? 15 : 1)) {
      const { url } = await prepare(newest());
      let isApplied = false;
      for (let run = 0; run < 3 && !isApplied; run++) {
        const applying = applyMigration(optionsFor(url, migration));
        await Promise.race([applying.catch(() => undefined), pause(60 + Math.random() * 300)]);
        await crash(newest());
        // Either it was finished before, or it says that the connection is gone.
        const [result] = await Promise.allSettled([applying]);
        isApplied = result.status === "fulfilled";
        if (!isApplied) kills += 1;
        servers.push(await startPostgres({ folder, port: Number(new URL(url).port) }));
      }
      if (!isApplied) await applyMigration(optionsFor(url, migration));
      const client = await connect(url);
      await expect(logged(client)).resolves.toEqual(["Migration1"]);
      await expect(value(client, "select count(*)::int from marks")).resolves.toBe(1);
      await expect(value(client, "select count(*)::int from cars where color = 'red'")).resolves.toBe(ROWS);
      await expect(value(client, "select count(*)::int from pg_index where not indisvalid")).resolves.toBe(0);
      await client.end();
    }
  },
);

import { afterAll, beforeAll, expect, test } from "vitest";
import { Car, CarWithColor, Color, Initial, query, testProject } from "../test/car-project.ts";
import {
  type InstalledServer,
  newDatabase,
  notInstalled,
  startInstalledServer,
} from "../test/installed-server.ts";

const { cars, migrator, columns } = testProject();

let installed: InstalledServer | undefined;
beforeAll(async () => {
  installed = await startInstalledServer();
});
afterAll(() => installed?.stop());

test("a rehearsal on a sample of a server's database needs no backup, which a large one takes long for", async ({
  skip,
}) => {
  if (!installed) return skip(notInstalled);
  const url = await newDatabase(installed.url);
  const first = await migrator(url, { Initial }, [Car]);
  await first.up();
  await query(url, "insert into cars select n, 'Car ' || n from generate_series(1, 300) n");
  const { rehearse, report } = await migrator(url, { Initial, Color }, [CarWithColor], { sample: 5 });
  await rehearse();
  expect(report().stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
    ["lint", "done"],
    ["backup", "not needed"],
    ["rehearsal", "done"],
  ]);
  expect(report()).toMatchObject({ sample: { taken: 5 }, backup: null, problems: [] });
  expect(await columns(url)).toEqual(["id", "name"]);
  const applying = await migrator(url, { Initial, Color }, [CarWithColor], {
    sample: 5,
    without: ["backup"],
  });
  expect(await applying.up()).toEqual(["Color"]);
  expect(applying.report().stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
    ["lint", "done"],
    ["backup", "left out"],
    ["rehearsal", "done"],
    ["apply", "done"],
    ["verification", "done"],
  ]);
});

test("a rehearsal on a sample of the embedded server runs on so many rows, and says so", async () => {
  const url = await cars();
  await query(
    url,
    `create table rides (id int primary key, car int not null references cars);
     insert into rides select n, n from generate_series(1, 300) n; analyze`,
  );
  const { rehearse, report } = await migrator(url, { Initial, Color }, [CarWithColor], { sample: 5 });
  await rehearse();
  expect(report()).toMatchObject({ outcome: "done", isRehearsal: true, problems: [] });
  expect(report().sample?.taken).toBeGreaterThanOrEqual(10);
  expect(report().sample?.taken).toBeLessThanOrEqual(15);
  expect(report().sample?.outOf).toBe(600);
  expect(report().notes).toContainEqual(expect.stringContaining("ran on a sample"));
  expect(report().stages.find(({ stage }) => stage === "rehearsal")?.summary).toMatch(
    /^up, down and up on a sample of \d+ of about 600 rows, 1 statement, nothing lost/,
  );
  expect(await columns(url)).toEqual(["id", "name"]);
});

test("what was rehearsed on a sample is what may be applied without another rehearsal", async () => {
  const url = await cars();
  const sampled = await migrator(url, { Initial, Color }, [CarWithColor], { sample: 5 });
  await sampled.rehearse();
  expect(
    await query(url, "select report ->> 'sample' is not null as is_sample from pitstop.rehearsals"),
  ).toEqual([{ is_sample: true }]);
  class Other extends Color {
    override up(): void {
      this.addSql(`alter table "cars" add column "color" varchar(9) null`);
    }
  }
  const without = { without: ["rehearsal"] } as const;
  const other = await migrator(url, { Initial, Color: Other }, [CarWithColor], without);
  await expect(other.up()).rejects.toMatchObject({ code: "MIGRATION_NOT_REHEARSED" });
  const same = await migrator(url, { Initial, Color }, [CarWithColor], without);
  expect(await same.up()).toEqual(["Color"]);
});

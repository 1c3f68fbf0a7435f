import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type PitstopCopy, SHAPE } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";

const isLong = process.env.PITSTOP_LONG === "1";
const KILLS = isLong ? 50 : 1;
const UNDO_KILLS = 10;

// What the tests of a domain find is the matter of one test below: the others do without them.
const untested = ["--without", "tests"];
const addSeats = ["attribute:add", "car", "seats:integer", ...untested];

const migrations = (copy: PitstopCopy): string[] =>
  Object.keys(copy.tree()).filter((path) => /migrations\/Migration\w+\.ts$/.test(path));

const hasSeats = (copy: PitstopCopy): boolean =>
  readFileSync(join(copy.root, "packages/types/src/car.ts"), "utf8").includes("seats");

describe("an operation", () => {
  test("is done in every layer and the database, and undo takes it back to the last byte", async () => {
    const copy = await testCopy();
    const before = copy.tree();
    const shape = await copy.query(SHAPE);

    const added = await copy.pitstop(
      "attribute:add",
      "car",
      "price:decimal:12,2!=0",
      "fuel:enum:petrol,diesel",
    );
    expect(added.stderr).toMatch(
      /✓ data integrity {2}linted, backed up, rehearsed, applied and verified on pitstop at/,
    );
    expect(added.status).toBe(0);
    expect(await copy.query("select distinct price, fuel from cars")).toEqual([
      { price: "0.00", fuel: null },
    ]);
    expect((await copy.pitstop("check")).status).toBe(0);

    // Code written since relies on it.
    const report = join(copy.root, "packages/api/src/report.ts");
    writeFileSync(
      report,
      'import type { Car } from "@app/types";\n\nexport const of = ({ fuel }: Car) => fuel;\n',
    );
    const reported = copy.tree();
    expect(await copy.pitstop("undo")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/report\.ts.*DOES_NOT_COMPILE/s),
    });
    expect(copy.tree()).toEqual(reported);
    rmSync(report);

    const undone = await copy.pitstop("undo");
    expect(undone.status).toBe(0);
    expect(copy.tree()).toEqual(before);
    expect(await copy.query(SHAPE)).toEqual(shape);
    expect(await copy.query("select count(*)::int as cars from cars")).toEqual([{ cars: 30 }]);
  });

  test("that fails in its tests leaves files and database as they were", async () => {
    const copy = await testCopy({ isRehearsed: false });
    writeFileSync(
      join(copy.root, "packages/api/src/car/edited.test.ts"),
      'import { expect, test } from "vitest";\n\ntest("what people demand", () => expect(1).toBe(2));\n',
    );
    const before = copy.tree();
    const shape = await copy.query(SHAPE);
    const { status, stderr } = await copy.pitstop("attribute:add", "car", "price:integer");
    // They failed before it too, which a person is told.
    expect(stderr).toMatch(
      /already failing before this change:\n {2}src\/car\/edited\.test\.ts: what people demand\nEverything was rolled back\..*--without tests\. \(TESTS_ALREADY_FAILING\)/,
    );
    expect(status).toBe(1);
    expect(copy.tree()).toEqual(before);
    expect(await copy.query(SHAPE)).toEqual(shape);
  });

  // keep.test.ts refuses one such change in the short form too.
  test.runIf(isLong)("that does not compile with what people wrote leaves everything as it was", async () => {
    const copy = await testCopy({ isRehearsed: false });
    writeFileSync(
      join(copy.root, "packages/api/src/paint-shop.ts"),
      'import type { Car } from "@app/types";\n\nexport const paint = ({ color, name }: Car): string => color ?? name;\n',
    );
    const before = copy.tree();
    const shape = await copy.query(SHAPE);
    for (const words of [
      ["attribute:remove", "car", "color", "--yes"],
      // Its migrations are rehearsed while the compiler reads.
      ["attribute:change", "car", "name", "--no-required", "--yes"],
    ]) {
      const { status, stderr } = await copy.pitstop(...words);
      expect(stderr).toContain("packages/api/src/paint-shop.ts(3");
      expect(stderr).not.toContain("APPROVED");
      expect(status).toBe(1);
      expect(copy.tree()).toEqual(before);
      expect(await copy.query(SHAPE)).toEqual(shape);
    }
  });

  test.runIf(isLong)("on a database that is ahead of the code leaves everything as it was", async () => {
    const copy = await testCopy({ isRehearsed: false });
    await copy.query(
      "insert into mikro_orm_migrations (name, executed_at) values ('Migration20261102000000_gone', now())",
    );
    const before = copy.tree();
    const shape = await copy.query(SHAPE);
    const { status, stderr } = await copy.pitstop(...addSeats);
    expect(stderr).toContain("MIGRATION_FILE_MISSING");
    expect(status).toBe(1);
    expect(copy.tree()).toEqual(before);
    expect(await copy.query(SHAPE)).toEqual(shape);
    expect((await copy.pitstop("status")).status).toBe(0);
  });

  test.runIf(isLong)("with --no-apply leaves its migrations pending, and check says so", async () => {
    const copy = await testCopy({ isRehearsed: false });
    const { status } = await copy.pitstop(...addSeats, "--no-apply");
    expect(status).toBe(0);
    const check = await copy.pitstop("check");
    expect(check.status).toBe(1);
    for (const path of migrations(copy).slice(1)) expect(check.stdout).toContain(`${path}:1 Pending`);
  });
});

describe("two commands at once", () => {
  test("do not mix: one is done, the other is refused", async () => {
    const copy = await testCopy({ isRehearsed: false });
    const answers = await Promise.all([
      copy.pitstop(...addSeats),
      copy.pitstop("attribute:add", "category", "code:string:10", ...untested),
    ]);
    const refused = answers.find(({ status }) => status !== 0);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([0, 3]);
    expect(refused?.stderr).toContain("WORKSPACE_BUSY");
    expect((await copy.pitstop("check")).status).toBe(0);
  });
});

test(`kill -9 at ${KILLS} moments leaves before or after, as the next command finds it`, async () => {
  const copy = await testCopy({ keepsServer: false });
  const before = copy.tree();
  const shape = await copy.query(SHAPE);
  for (let kill = 0; kill < KILLS; kill++) {
    // All moments of an operation that takes about 8 s, in an order that does not follow the clock.
    const moment = 500 + (((kill * 7919 + 1) % (KILLS + 1)) / (KILLS + 1)) * 8000;
    const running = copy.run("pitstop/cli", "pitstop/cli/src/main.ts", [
      "attribute:add",
      "car",
      "seats:integer",
    ]);
    await Promise.race([pause(moment), running.ended]);
    try {
      running.kill();
    } catch {
      // It was done before.
    }
    await running.ended;
    const next = await copy.pitstop("check");
    expect({ moment, ...next }).toMatchObject({ status: 0, stdout: "" });
    if (hasSeats(copy)) {
      expect((await copy.pitstop("undo")).status).toBe(0);
    }
    expect(copy.tree()).toEqual(before);
    expect(await copy.query(SHAPE)).toEqual(shape);
  }
});

test.runIf(isLong)(`so does an undo that is killed ${UNDO_KILLS} times`, async () => {
  const copy = await testCopy({ keepsServer: false });
  const before = copy.tree();
  for (let kill = 0; kill < UNDO_KILLS; kill++) {
    const moment = 1500 + (kill / UNDO_KILLS) * 4000;
    const added = await copy.pitstop(...addSeats);
    expect(added).toMatchObject({ status: 0 });
    const after = copy.tree();
    const running = copy.run("pitstop/cli", "pitstop/cli/src/main.ts", ["undo"]);
    await Promise.race([pause(moment), running.ended]);
    try {
      running.kill();
    } catch {
      // It was done before.
    }
    await running.ended;
    const next = await copy.pitstop("check");
    expect({ moment, ...next }).toMatchObject({ status: 0, stdout: "" });
    const isUndone = !hasSeats(copy);
    expect(copy.tree()).toEqual(isUndone ? before : after);
    if (!isUndone) expect((await copy.pitstop("undo")).status).toBe(0);
  }
});

import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { silentReporter } from "../../src/report/reporter.ts";
import { isLong } from "../long-form.ts";
import { testConnection } from "../server.ts";
import { migrateTarget, type Target } from "./car-migrations.ts";
import { expectFinished, expectNothingLost } from "./final-state.ts";
import { killAfter, killAt, startMigrator } from "./migrator-process.ts";
import type { PreparedServer, ServerKind } from "./prepared-server.ts";
import { randomMoment } from "./random-moment.ts";

const RANDOM_KILLS = 40;
/** How many are killed one after another before one is let through. */
const TURNS = 2;
const PAIRS = isLong ? 10 : 1;

/** What the ordinary form takes for all boundaries: one point where much is under way. */
const busyPoints = {
  embedded: "apply: Filling cars #3",
  installed: "rehearsal: Applying 4_concurrent_index 1 #1",
} as const;

/** On an installed server, the ordinary form kills at a boundary alone. */
export function testKilledMigrators(kind: ServerKind, prepared: () => PreparedServer): void {
  const isMain = kind === "embedded";

  /** Interrupts runs on a new target, then migrates it to the end. */
  async function finishedAfter<Result>(fault: (target: Target) => Promise<Result>): Promise<Result> {
    const target = await prepared().newTarget();
    const result = await fault(target);
    await expectNothingLost(target, prepared().final);
    await migrateTarget(target, silentReporter);
    await expectFinished(target, prepared().final);
    await target.remove();
    return result;
  }

  test("a migrator killed at the boundary of two stages is followed by one that finishes", async () => {
    const points = isLong ? prepared().points.map(({ name }) => name) : [busyPoints[kind]];
    let kills = 0;
    for (const point of points) if (await finishedAfter((target) => killAt(target, point))) kills += 1;
    expect(kills).toBeGreaterThanOrEqual(isLong ? 100 : 1);
  });

  test.runIf(isLong)(
    "a migrator killed at a random moment is followed by one that finishes, be it killed as well",
    async () => {
      for (let kills = 0; kills < RANDOM_KILLS; ) {
        kills += await finishedAfter(async (target) => {
          let killed = 0;
          for (let turn = 0; turn < TURNS; turn++) {
            const { point, after } = randomMoment(prepared().points);
            if (await killAfter(target, point, after)) killed += 1;
          }
          return killed;
        });
      }
    },
  );

  test.runIf(isMain || isLong)("of two at once, one is killed and the other finishes", async () => {
    for (let pair = 0; pair < PAIRS; pair++) {
      const target = await prepared().newTarget();
      const runs = [startMigrator(target), startMigrator(target)];
      const { point, after } = randomMoment(prepared().points);
      const first = await Promise.race(runs.map(async (run) => (await run.reaches(point)) && run));
      await pause(after);
      if (first) await first.kill();
      const others = runs.filter((run) => run !== first);
      for (const other of others) expect(await other.end()).toBe("done");
      await expectFinished(target, prepared().final);
      await target.remove();
    }
  });

  test.runIf(isMain || isLong)(
    "a migrator killed while an index is half-built is followed by one that builds it anew",
    async () => {
      await finishedAfter(async (target) => {
        const holder = await testConnection(target.url);
        // A concurrent index waits for the end of every transaction that could still read without it.
        await holder.query("begin isolation level repeatable read; select 1");
        const watcher = await testConnection(target.url);
        const isHalfBuilt = async () => {
          const { rowCount } = await watcher.query("select from pg_index where not indisvalid");
          return rowCount === 1;
        };
        const running = startMigrator(target);
        while (!(await isHalfBuilt())) await pause(5);
        expect(await running.kill()).toBe(true);
        expect(await isHalfBuilt()).toBe(true);
        await holder.end();
        await watcher.end();
      });
    },
  );
}

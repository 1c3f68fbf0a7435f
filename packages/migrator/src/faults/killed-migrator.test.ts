import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notInstalled } from "../backup/testing.ts";
import { isLong } from "../long-form.ts";
import { silentReporter } from "../report/reporter.ts";
import { testConnection } from "../testing.ts";
import { embeddedGround, type Ground, installedGround } from "./ground.ts";
import { expectFinished, expectNothingLost } from "./intact.ts";
import { randomMoment } from "./moments.ts";
import { type Road, walkRoad } from "./road.ts";
import { killAfter, killAt, startWalk } from "./walking.ts";

const RANDOM_KILLS = isLong ? 40 : 1;
/** How many are killed one after another before one is let through. */
const TURNS = isLong ? 2 : 1;
const PAIRS = isLong ? 10 : 1;

/**
 * `busyPlace` is what the ordinary form takes for all boundaries: one place where much is under way. The other tests
 * run on the main kind alone there.
 */
const kinds = [
  {
    kind: "the embedded server",
    prepare: embeddedGround,
    isMain: true,
    busyPlace: "apply: Filling cars #3",
  },
  {
    kind: "an installed server",
    prepare: installedGround,
    isMain: false,
    busyPlace: "rehearsal: Applying 4_concurrent_index 1 #1",
  },
];

describe.each(kinds)("on $kind", ({ prepare, busyPlace, isMain }) => {
  let found: Ground | undefined;
  let ground: Ground;
  beforeAll(async () => {
    found = await prepare();
  });
  beforeEach(({ skip }) => {
    if (!found) return skip(notInstalled);
    ground = found;
  });
  afterAll(() => found?.remove());

  /** Lets something happen to walks over a new road, then walks it to the end. */
  async function finishedAfter<Result>(fault: (road: Road) => Promise<Result>): Promise<Result> {
    const road = await ground.newRoad();
    const result = await fault(road);
    await expectNothingLost(road, ground.final);
    await walkRoad(road, silentReporter);
    await expectFinished(road, ground.final);
    await road.remove();
    return result;
  }

  test("a migrator killed at the boundary of two steps is followed by one that finishes", async () => {
    const places = isLong ? ground.places.map(({ name }) => name) : [busyPlace];
    let kills = 0;
    for (const place of places) if (await finishedAfter((road) => killAt(road, place))) kills += 1;
    expect(kills).toBeGreaterThanOrEqual(isLong ? 100 : 1);
  });

  test.runIf(isMain || isLong)(
    "a migrator killed at a random moment is followed by one that finishes, be it killed as well",
    async () => {
      for (let kills = 0; kills < RANDOM_KILLS; ) {
        kills += await finishedAfter(async (road) => {
          let killed = 0;
          for (let turn = 0; turn < TURNS; turn++) {
            const { place, after } = randomMoment(ground.places);
            if (await killAfter(road, place, after)) killed += 1;
          }
          return killed;
        });
      }
    },
  );

  test.runIf(isMain || isLong)("of two at once, one is killed and the other finishes", async () => {
    for (let pair = 0; pair < PAIRS; pair++) {
      const road = await ground.newRoad();
      const walks = [startWalk(road), startWalk(road)];
      const { place, after } = randomMoment(ground.places);
      const first = await Promise.race(walks.map(async (walk) => (await walk.reaches(place)) && walk));
      await pause(after);
      if (first) await first.kill();
      const others = walks.filter((walk) => walk !== first);
      for (const other of others) expect(await other.end()).toBe("done");
      await expectFinished(road, ground.final);
      await road.remove();
    }
  });

  test.runIf(isMain || isLong)(
    "a migrator killed while an index is half-built is followed by one that builds it anew",
    async () => {
      await finishedAfter(async (road) => {
        const holder = await testConnection(road.url);
        // A concurrent index waits for the end of every transaction that could still read without it.
        await holder.query("begin isolation level repeatable read; select 1");
        const watcher = await testConnection(road.url);
        const isHalfBuilt = async () => {
          const { rowCount } = await watcher.query("select from pg_index where not indisvalid");
          return rowCount === 1;
        };
        const walking = startWalk(road);
        while (!(await isHalfBuilt())) await pause(5);
        expect(await walking.kill()).toBe(true);
        expect(await isHalfBuilt()).toBe(true);
        await holder.end();
        await watcher.end();
      });
    },
  );
});

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notInstalled } from "../backup/testing.ts";
import { isLong } from "../long-form.ts";
import { silentReporter } from "../report/reporter.ts";
import { embeddedGround, type Ground, installedGround } from "./ground.ts";
import { expectFinished, expectNothingLost } from "./intact.ts";
import { randomMoment } from "./moments.ts";
import { walkRoad } from "./road.ts";
import { startWalk } from "./walking.ts";

const CRASHES = isLong ? 20 : 1;

const kinds = [
  { kind: "the embedded server", prepare: embeddedGround },
  { kind: "an installed server", prepare: installedGround },
];

describe.each(kinds)("on $kind", ({ prepare }) => {
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

  test("PostgreSQL killed under a migrator is said, and the next migrator finishes", async () => {
    for (let crash = 0; crash < CRASHES; crash++) {
      const road = await ground.newRoad();
      const walking = startWalk(road);
      const { place, after } = randomMoment(ground.places);
      await walking.reaches(place);
      await pause(after);
      await ground.crash();
      expect(await walking.end(), `${place}, ${after} ms later`).toMatch(
        /^(done|failed (LOCK_LOST|\w+_CONNECTION_LOST))$/,
      );
      await expectNothingLost(road, ground.final);
      await walkRoad(road, silentReporter);
      await expectFinished(road, ground.final);
      await road.remove();
    }
  });
});

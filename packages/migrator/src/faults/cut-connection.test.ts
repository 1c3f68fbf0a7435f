import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notInstalled } from "../backup/testing.ts";
import { isLong } from "../long-form.ts";
import { silentReporter } from "../report/reporter.ts";
import { testConnection } from "../testing.ts";
import { embeddedGround, type Ground, installedGround } from "./ground.ts";
import { expectFinished, expectNothingLost } from "./intact.ts";
import { randomMoment } from "./moments.ts";
import { networkTo } from "./network.ts";
import { type Road, walkRoad } from "./road.ts";
import { startWalk } from "./walking.ts";

const CUTS = isLong ? 20 : 1;

const isSaid = /^(done|failed (LOCK_LOST|\w+_CONNECTION_LOST))$/;

let ground: Ground | undefined;
const prepareBy = (prepare: () => Promise<Ground | undefined>) => {
  beforeAll(async () => {
    ground = await prepare();
  });
  beforeEach(({ skip }) => {
    if (!ground) return skip(notInstalled);
  });
  afterAll(() => ground?.remove());
};

/** Lets something happen to a walk at a random moment; it says so in the end, and another one finishes. */
async function finishedAfter(fault: (road: Road) => Promise<{ over: Road; happens: () => unknown }>) {
  if (!ground) throw new Error(notInstalled);
  const road = await ground.newRoad();
  const { over, happens } = await fault(road);
  const walking = startWalk(over);
  const { place, after } = randomMoment(ground.places);
  await walking.reaches(place);
  await pause(after);
  await happens();
  expect(await walking.end(), `${place}, ${after} ms later`).toMatch(isSaid);
  await expectNothingLost(road, ground.final);
  await walkRoad(road, silentReporter);
  await expectFinished(road, ground.final);
  await road.remove();
}

describe("on the embedded server", () => {
  prepareBy(embeddedGround);

  test("sessions that the server ends are said, and the next migrator finishes", async () => {
    for (let cut = 0; cut < CUTS; cut++) {
      await finishedAfter(async (road) => {
        const watcher = await testConnection(road.url);
        const isAll = Math.random() < 0.5;
        const happens = async () => {
          await watcher.query(
            `select pg_terminate_backend(pid) from (
               select pid from pg_stat_activity where application_name like 'pitstop%' and pid <> pg_backend_pid()
                 and datname = current_database() order by random() limit $1) as chosen`,
            [isAll ? null : 1],
          );
          await watcher.end();
        };
        return { over: road, happens };
      });
    }
  });
});

describe("on an installed server", () => {
  prepareBy(installedGround);

  test("connections that are dropped on the way are said, and the next migrator finishes", async () => {
    for (let cut = 0; cut < CUTS; cut++) {
      await finishedAfter(async (road) => {
        const { url, drop } = await networkTo(road.url);
        return { over: { ...road, url }, happens: drop };
      });
    }
  });
});

import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder, noSmallDisk, notInstalled, smallDisk } from "../backup/testing.ts";
import { silentReporter } from "../report/reporter.ts";
import { embeddedGround, type Ground, installedGround } from "./ground.ts";
import { expectFinished, expectNothingLost, finalState } from "./intact.ts";
import { walkRoad } from "./road.ts";

const grounds: { embedded?: Ground; installed?: Ground | undefined } = {};
beforeAll(async () => {
  grounds.embedded = await embeddedGround();
  grounds.installed = await installedGround();
});
afterAll(async () => {
  for (const ground of Object.values(grounds)) await ground?.remove();
});

test.for([
  // The backup of the embedded server takes about four megabytes, and its shadow fifty.
  { when: "a base backup", where: "embedded", size: "2m", left: 0 },
  { when: "a rehearsal on a server of its own", where: "embedded", size: "20m", left: 1 },
  { when: "a dump", where: "installed", size: "40k", left: 0 },
] as const)(
  "a disk that is full in $when ends the migration with words, nothing is applied, and the next one finishes",
  async ({ where, size, left }, { skip }) => {
    const ground = grounds[where];
    if (!ground) return skip(notInstalled);
    const backupFolder = smallDisk(size);
    if (!backupFolder) return skip(noSmallDisk);
    const road = await ground.newRoad();
    const full = walkRoad({ ...road, backupFolder }, silentReporter);
    await expect(full).rejects.toMatchObject({ code: "BACKUP_NO_SPACE" });
    expect(readdirSync(backupFolder)).toHaveLength(left);
    expect((await finalState(road.url)).applied).toHaveLength(1);
    await expectNothingLost(road, ground.final);
    const roomy = { ...road, backupFolder: newFolder() };
    await walkRoad(roomy, silentReporter);
    await expectFinished(roomy, ground.final);
    await road.remove();
  },
);

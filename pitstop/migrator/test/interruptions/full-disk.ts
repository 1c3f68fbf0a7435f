import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { silentReporter } from "../../src/report/reporter.ts";
import { newFolder, noSmallDisk, smallDisk } from "../installed-server.ts";
import { isLong } from "../long-form.ts";
import { migrateTarget } from "./car-migrations.ts";
import { expectFinished, expectNothingLost, finalState } from "./final-state.ts";
import type { PreparedServer, ServerKind } from "./prepared-server.ts";

const disks = [
  // The backup of the embedded server takes about four megabytes, and its shadow fifty.
  { when: "a base backup", kind: "embedded", size: "2m", left: 0, isSample: false },
  { when: "a rehearsal on a server of its own", kind: "embedded", size: "20m", left: 1, isSample: true },
  { when: "a dump", kind: "installed", size: "40k", left: 0, isSample: false },
] as const;

/** What a full disk does to a backup alone, faults.test.ts shows: the ordinary form fills one of them. */
export function testFullDisks(kind: ServerKind, prepared: () => PreparedServer): void {
  test.for(disks.filter((disk) => disk.kind === kind && (isLong || disk.isSample)))(
    "a disk that is full in $when ends the migration with words, nothing is applied, and the next one finishes",
    async ({ size, left }, { skip }) => {
      const { newTarget, final } = prepared();
      const backupFolder = smallDisk(size);
      if (!backupFolder) return skip(noSmallDisk);
      const target = await newTarget();
      const full = migrateTarget({ ...target, backupFolder }, silentReporter);
      await expect(full).rejects.toMatchObject({ code: "BACKUP_NO_SPACE" });
      expect(readdirSync(backupFolder)).toHaveLength(left);
      expect((await finalState(target.url)).applied).toHaveLength(1);
      await expectNothingLost(target, final);
      const roomy = { ...target, backupFolder: newFolder() };
      await migrateTarget(roomy, silentReporter);
      await expectFinished(roomy, final);
      await target.remove();
    },
  );
}

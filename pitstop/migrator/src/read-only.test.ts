import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startPostgres, temporaryFolder } from "@pitstop/postgres";
import { expect, onTestFinished, test } from "vitest";
import { runBackfill } from "./backfill/index.ts";
import { withMigrationLock } from "./lock/index.ts";

test("a replica is reported as read-only before anything is done", async () => {
  const temporary = temporaryFolder();
  onTestFinished(temporary.remove);
  const folder = join(temporary.path, "server");
  const primary = await startPostgres({ folder, settings: { fsync: "off" } });
  await primary.stop();
  // A server with this file only follows another one, and there is none: it answers and takes no writes.
  writeFileSync(join(primary.dataFolder, "standby.signal"), "");
  const replica = await startPostgres({ folder, settings: { fsync: "off" } });
  onTestFinished(() => replica.stop());
  const refusal = {
    code: "DATABASE_READ_ONLY",
    message: expect.stringMatching(/^postgres at .* is a read-only replica/),
  };
  await expect(withMigrationLock(replica.url, async () => undefined)).rejects.toMatchObject(refusal);
  const plan = { table: "cars", set: "id = 1", where: "id <> 1" };
  await expect(runBackfill({ url: replica.url, plan })).rejects.toMatchObject(refusal);
});

import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AbstractSqlPlatform, DatabaseSchema } from "@mikro-orm/postgresql";
import {
  type CreatedMigrations,
  type CreateTarget,
  createBlankMigration,
  createMigrations,
} from "./create.ts";
import { ownedBySchema } from "./ownership.ts";

/** Writes the migration that makes all tables of the entities, or a blank one. */
export function writeInitial(
  target: CreateTarget,
  platform: AbstractSqlPlatform,
  to: DatabaseSchema,
  { name, isBlank }: { readonly name: string; readonly isBlank: boolean },
): Promise<CreatedMigrations> {
  if (isBlank) return createBlankMigration(target, to, name);
  const from = new DatabaseSchema(platform, to.name);
  return createMigrations({ ...target, platform, from, to, owned: ownedBySchema(to) }, { name });
}

/** Notes the snapshot as it is now. Gives what takes a file back that was written since, and the snapshot. */
export async function takingBack(target: CreateTarget): Promise<(fileName: string) => Promise<void>> {
  const { folder, snapshotFile } = target;
  const before = snapshotFile && (await readFile(snapshotFile, "utf8").catch(() => undefined));
  return async (fileName) => {
    await rm(join(folder, fileName), { force: true });
    if (snapshotFile === undefined) return;
    if (before === undefined) await rm(snapshotFile, { force: true });
    else await writeFile(snapshotFile, before);
  };
}

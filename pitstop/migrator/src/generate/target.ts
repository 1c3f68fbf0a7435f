import { join, resolve } from "node:path";
import type { Configuration, MigrationsOptions } from "@mikro-orm/core";
import type { CreateTarget } from "./create.ts";

/** Where migrations are written to, and the snapshot: where MikroORM itself reads it from. */
export function targetOf(config: Configuration, options: MigrationsOptions, path?: string): CreateTarget {
  const { emit, pathTs, path: compiled, snapshot, snapshotName } = options;
  const folder = (emit === "ts" && pathTs ? pathTs : compiled) ?? "migrations";
  const base = config.get("baseDir");
  const database = config.get("dbName")?.split(/[/\\]/).at(-1)?.replaceAll(":", "") ?? "";
  const name = `${snapshotName ?? `.snapshot-${database}`}.json`;
  return {
    folder: resolve(base, path ?? folder),
    snapshotFile: snapshot === false ? undefined : join(resolve(base, folder), name),
  };
}

import { basename, dirname, extname, join } from "node:path";
import { lintNextMigration } from "../lint-migration.ts";
import { isMigrationFile, readMigrationFile, snapshotBeside } from "../migration-file.ts";
import { migrationText } from "../migration-text.ts";
import type { Flavor } from "./flavor.ts";

/** "ts" or "js". Compiled migrations may be in the folder of their sources, and would be counted twice. */
const endingOf = (path: string): string => path.slice(-2);

export const mikroOrm: Flavor = {
  name: "mikro-orm",
  nameOf: (path) => basename(path, extname(path)),
  placeOf: (path) => join(dirname(path), `*${endingOf(path)}`),

  async setOf(path, folders) {
    const folder = dirname(path);
    const names = (await folders.namesIn(folder)).filter(
      (name) => isMigrationFile(name) && endingOf(name) === endingOf(path),
    );
    const snapshot = await snapshotBeside(path);
    return { paths: names.map((name) => join(folder, name)), ...(snapshot && { snapshot }) };
  },

  async prepare(path, source) {
    const migration = await readMigrationFile(path);
    return {
      lint: (linter, applied) => lintNextMigration(linter, migration, { source, applied }),
      learn: (linter) => linter.learn(migrationText(migration, undefined).sql),
    };
  },
};

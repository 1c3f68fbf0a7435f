import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PlannedFile } from "./planned-file.ts";
import { printMigration } from "./print-migration.ts";

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Writes the files of a plan into a folder, all or none. @public */
export async function writeMigrations(files: readonly PlannedFile[], folder: string): Promise<void> {
  await writeTogether(
    files.map((file) => ({ path: join(folder, file.fileName), text: printMigration(file) })),
  );
}

/**
 * Writes files, all or none: everything is written under other names first, where a full disk shows, and only then
 * named. Only the last one may replace a file that exists; once that is done, nothing is left that could fail.
 */
export async function writeTogether(files: readonly TextFile[]): Promise<void> {
  const named: string[] = [];
  try {
    for (const { path, text } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(staged(path), text, { flush: true });
    }
    for (const { path } of files) {
      await rename(staged(path), path);
      named.push(path);
    }
  } catch (error) {
    const leftovers = [...files.map(({ path }) => staged(path)), ...named];
    // What stood in the way may not be removable either; the first failure is the one to tell of.
    await Promise.allSettled(leftovers.map((path) => rm(path, { force: true })));
    throw error;
  }
}

// Nothing that MikroORM would take for a migration.
function staged(path: string): string {
  return join(dirname(path), `.${basename(path)}.part`);
}

/** The moment for the next migration of a folder: now, or after the last one there, whatever its name claims. */
export async function nextMoment(folder: string): Promise<Date> {
  const names = await readdir(folder).catch(() => []);
  const stamps = names.flatMap((name) => /^Migration(\d{14})/.exec(name)?.[1] ?? []);
  const last = stamps
    .sort()
    .at(-1)
    ?.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z");
  const afterLast = last === undefined ? 0 : Date.parse(last) + 1000;
  return new Date(Math.max(Date.now(), Number.isNaN(afterLast) ? 0 : afterLast));
}

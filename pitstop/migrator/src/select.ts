import type { MigrateOptions } from "@mikro-orm/core";
import { MigratorError } from "./errors.ts";
import type { Direction } from "./migration/read-migration.ts";

/**
 * The names of the migrations to run, in their order. `all` are the files, oldest first; `applied` as the database
 * lists them. Throws MigratorError MIGRATION_UNKNOWN,
 * MIGRATION_NOT_APPLIED and MIGRATION_FILE_MISSING.
 */
export function selectMigrations(
  direction: Direction,
  all: readonly string[],
  applied: readonly string[],
  options: string | string[] | MigrateOptions | undefined,
): string[] {
  const { only, from, to } = normalise(options);
  for (const name of [...(only ?? []), from, to]) if (typeof name === "string") refuseUnknown(name, all);
  return direction === "up"
    ? selectUp(all, applied, { only, from, to })
    : selectDown(all, applied, { only, to });
}

interface Selection {
  only: string[] | undefined;
  from: string | undefined;
  to: string | 0 | undefined;
}

function normalise(options: string | string[] | MigrateOptions | undefined): Selection {
  if (typeof options === "string")
    return { only: [withoutExtension(options)], from: undefined, to: undefined };
  if (Array.isArray(options)) return { only: options.map(withoutExtension), from: undefined, to: undefined };
  const { migrations: only, from, to } = options ?? {};
  return {
    only: only?.map(withoutExtension),
    from: from === undefined ? undefined : withoutExtension(String(from)),
    to: to === 0 || to === undefined ? to : withoutExtension(String(to)),
  };
}

const withoutExtension = (name: string): string => name.replace(/\.[jt]s$/, "");

function refuseUnknown(name: string, all: readonly string[]): void {
  if (all.includes(name)) return;
  throw new MigratorError(
    "MIGRATION_UNKNOWN",
    `There is no migration "${name}".`,
    `The migrations are: ${all.join(", ") || "none yet"}.`,
  );
}

function selectUp(
  all: readonly string[],
  applied: readonly string[],
  { only, from, to }: Selection,
): string[] {
  const selected = pendingOf(all, applied, { only, from, to });
  // With nothing to run there is nothing to refuse: an older version of the code finds a newer database.
  if (selected.length > 0) refuseMissing(applied, all);
  return selected;
}

function pendingOf(
  all: readonly string[],
  applied: readonly string[],
  { only, from, to }: Selection,
): string[] {
  const first = from === undefined ? 0 : all.indexOf(from) + 1;
  const last = typeof to === "string" ? all.indexOf(to) : all.length - 1;
  return all.filter(
    (name, index) =>
      !applied.includes(name) && (only ? only.includes(name) : index >= first && index <= last),
  );
}

function positionOf(name: string, applied: readonly string[]): number {
  const position = applied.indexOf(name);
  if (position >= 0) return position;
  throw new MigratorError(
    "MIGRATION_NOT_APPLIED",
    `${name} isn't applied to this database, so nothing can go down to it.`,
    "`migration:list` shows what is applied.",
  );
}

/** Newest first; the last one alone unless told otherwise. `to` stays. */
function selectDown(
  all: readonly string[],
  applied: readonly string[],
  { only, to }: Pick<Selection, "only" | "to">,
): string[] {
  const newestFirst = applied.toReversed();
  const selected = only
    ? newestFirst.filter((name) => only.includes(name))
    : to === undefined
      ? newestFirst.slice(0, 1)
      : newestFirst.slice(0, to === 0 ? undefined : positionOf(to, newestFirst));
  refuseMissing(selected, all);
  return selected;
}

function refuseMissing(names: readonly string[], all: readonly string[]): void {
  const missing = names.find((name) => !all.includes(name));
  if (missing === undefined) return;
  throw new MigratorError(
    "MIGRATION_FILE_MISSING",
    `${missing} is applied to this database, but its file is not here.`,
    "Check out the version of the code that has it, or bring the file back (git log --diff-filter=D -- its/path shows where it went).",
  );
}

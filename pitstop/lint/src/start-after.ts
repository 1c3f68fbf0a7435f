import type { FlavoredSet } from "./flavors/migration-sets.ts";
import type { Problem } from "./inputs/selection.ts";
import { LintError } from "./lint-error.ts";
import { didYouMean } from "./nearest-name.ts";

interface Start {
  /** Whether a migration is the one that is named, or comes before it. */
  isApplied(set: FlavoredSet, path: string): boolean;
  readonly problems: readonly Problem[];
}

/** Reads `startAfter`: the name of a migration in one of the sets, with or without the ending of its file. */
export function startIn(sets: readonly FlavoredSet[], startAfter: string | undefined): Start {
  if (startAfter === undefined) return { isApplied: () => false, problems: [] };
  const name = startAfter.replace(/(\.up)?\.sql$|\.[cm]?[jt]s$/i, "");
  const starts = new Map(
    sets.map((set) => [set, set.paths.findIndex((path) => set.flavor.nameOf(path) === name)]),
  );
  const isKnown = sets.length === 0 || [...starts.values()].some((index) => index >= 0);
  return {
    isApplied: (set, path) => (set.ranks.get(path) ?? Number.POSITIVE_INFINITY) <= (starts.get(set) ?? -1),
    problems: isKnown
      ? []
      : [{ file: "startAfter", error: unknown(startAfter, name, sets), isArgument: true }],
  };
}

function unknown(written: string, name: string, sets: readonly FlavoredSet[]): LintError {
  const names = sets.flatMap(({ flavor, paths }) => paths.map((path) => flavor.nameOf(path)));
  return new LintError(
    "LINT_START_AFTER_UNKNOWN",
    `No migration is called "${written}".${didYouMean(name, names)}`,
    "startAfter names a migration of a folder that is linted: a Prisma folder, a drizzle tag, or a file without its ending.",
  );
}

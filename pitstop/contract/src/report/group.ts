import type { CausedFinding } from "../cause/causes.ts";
import { type Level, levels } from "../finding.ts";

/** What is said of one thing, and every place where it shows: a column is in each answer that holds the record. */
export interface Group {
  readonly level: Level;
  readonly domain: string;
  readonly id: string;
  readonly message: string;
  readonly hint?: string;
  readonly migration?: string;
  /** `car.byId output.color`. */
  readonly places: readonly string[];
}

/** The findings by what they say, the breaking ones first, then by domain. */
export function grouped(findings: readonly CausedFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { level, domain, id, message, hint, migration, procedure, path } of findings) {
    const key = JSON.stringify([level, domain, id, message]);
    const places = [...(groups.get(key)?.places ?? []), [procedure, path].filter(Boolean).join(" ")];
    groups.set(key, {
      level,
      domain,
      id,
      message,
      places,
      ...(hint && { hint }),
      ...(migration && { migration }),
    });
  }
  return [...groups.values()].toSorted(
    (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || compareText(a.domain, b.domain),
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How many findings there are of each level. */
export const counted = (groups: readonly Group[]): Record<Level, number> => ({
  breaking: countOf(groups, "breaking"),
  risky: countOf(groups, "risky"),
  safe: countOf(groups, "safe"),
});

const countOf = (groups: readonly Group[], level: Level): number =>
  groups.filter((group) => group.level === level).length;

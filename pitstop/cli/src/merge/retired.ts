import type { Unmerged } from "./git.ts";

type Entry = Readonly<Record<string, unknown>>;

/**
 * Merges the list of what is retired: what one branch retired or purged is so afterward. Undefined where both did
 * something to the same attribute, or a version is no list.
 */
export function mergedRetired({ base = "[]", ours = "[]", theirs = "[]" }: Unmerged): Entry[] | undefined {
  const versions = [base, ours, theirs].map(entriesIn);
  const [before, one, other] = versions;
  if (!before || !one || !other) return undefined;
  const has = (entries: readonly Entry[], entry: Entry) => entries.some((known) => isSame(known, entry));
  const kept = before.filter((entry) => has(one, entry) && has(other, entry));
  const added = [one, other].map((entries) => entries.filter((entry) => !has(before, entry)));
  const [here = [], there = []] = added;
  const fresh = there.filter((entry) => !has(here, entry));
  if (fresh.some((entry) => here.some((known) => nameOf(known) === nameOf(entry)))) return undefined;
  return [...kept, ...here, ...fresh];
}

function entriesIn(text: string): Entry[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isSame = (one: Entry, other: Entry): boolean => JSON.stringify(one) === JSON.stringify(other);

const nameOf = ({ table, attribute }: Entry): string => JSON.stringify([table, attribute]);

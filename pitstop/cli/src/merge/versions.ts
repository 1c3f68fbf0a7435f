import { z } from "zod";
import type { Unmerged } from "./git.ts";

const Versions = z.strictObject({
  versions: z.array(z.strictObject({ contract: z.string(), domains: z.record(z.string(), z.string()) })),
  surfaces: z.record(z.string(), z.unknown()),
});
type Versions = z.infer<typeof Versions>;
type Version = Versions["versions"][number];

/**
 * Merges the list of contract versions: clients of both branches may be deployed, so the result has the versions of both.
 * What is new comes in the same order whichever branch is merged into the other. Undefined where a version is no list.
 */
export function mergedVersions({ base, ours, theirs }: Unmerged): Versions | undefined {
  const [before, one, other] = [base ?? EMPTY, ours ?? EMPTY, theirs ?? EMPTY].map(versionsIn);
  if (!(before && one && other)) return undefined;
  const known = new Set(before.versions.map(textOf));
  const added = [one, other].map(({ versions }) => versions.filter((version) => !known.has(textOf(version))));
  const inOrder = added.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1)).flat();
  const fresh = new Map(inOrder.map((version) => [version.contract, version]));
  const kept = before.versions.filter(({ contract }) => !fresh.has(contract));
  const surfaces = Object.entries({ ...before.surfaces, ...one.surfaces, ...other.surfaces });
  return {
    versions: [...kept, ...fresh.values()],
    surfaces: Object.fromEntries(surfaces.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const EMPTY = JSON.stringify({ versions: [], surfaces: {} } satisfies Versions);

function versionsIn(text: string): Versions | undefined {
  try {
    return Versions.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const textOf = (value: Version | readonly Version[]): string => JSON.stringify(value);

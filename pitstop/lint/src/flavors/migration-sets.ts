import { PitstopError } from "@pitstop/errors";
import type { FlavorName } from "./advice.ts";
import type { Flavor, MigrationSet } from "./flavor.ts";
import { Folders } from "./folders.ts";
import { flavorOf } from "./index.ts";

/** The set of a migration, and what reads it. */
export interface FlavoredSet extends MigrationSet {
  readonly flavor: Flavor;
  /** Where each of its paths comes in the order. */
  readonly ranks: ReadonlyMap<string, number>;
}

/** Finds the sets that migrations belong to, each of them once. */
export class MigrationSets {
  readonly #flavor: FlavorName | undefined;
  readonly #folders = new Folders();
  readonly #sets = new Map<string, Promise<FlavoredSet>>();

  /** Without a flavor, each file's is told by its name and by what is beside it. */
  constructor(flavor: FlavorName | undefined) {
    this.#flavor = flavor;
  }

  /** Throws LintError: the same one for all files of a set. */
  async of(path: string): Promise<FlavoredSet> {
    const flavor = await flavorOf(path, this.#folders, this.#flavor);
    const key = `${flavor.name} ${flavor.placeOf(path)}`;
    const set = this.#sets.get(key) ?? this.#find(flavor, path);
    this.#sets.set(key, set);
    return set;
  }

  async #find(flavor: Flavor, path: string): Promise<FlavoredSet> {
    const set = await flavor.setOf(path, this.#folders);
    return { ...set, flavor, ranks: new Map(set.paths.map((each, index) => [each, index])) };
  }

  /** By set, and within it as they are applied. What belongs to no set comes last. */
  async inAppliedOrder(paths: readonly string[]): Promise<string[]> {
    const ranked: { path: string; place: string; rank: number }[] = [];
    for (const path of paths) {
      const flavor = await flavorOf(path, this.#folders, this.#flavor).catch(ignored);
      const set = await this.of(path).catch(ignored);
      ranked.push({ path, place: flavor?.placeOf(path) ?? path, rank: set?.ranks.get(path) ?? paths.length });
    }
    return ranked.toSorted(compareRanks).map(({ path }) => path);
  }
}

/** It is reported where the file is linted. */
function ignored(error: unknown): undefined {
  if (!(error instanceof PitstopError)) throw error;
}

function compareRanks(one: Ranked, other: Ranked): number {
  if (one.place !== other.place) return one.place < other.place ? -1 : 1;
  return one.rank - other.rank || (one.path < other.path ? -1 : 1);
}

interface Ranked {
  readonly path: string;
  readonly place: string;
  readonly rank: number;
}

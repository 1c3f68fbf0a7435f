import type { ClientUse } from "@pitstop/database";

/** The most builds that are told apart in one process: a header is what anybody sends, and memory and table are ours. */
const MAX_BUILDS = 1000;

/** What stands in the place of an attribute where a domain as a whole is used. */
export const WHOLE_DOMAIN = "";

/**
 * Which client builds use which domains, attributes and relations that are to go, counted until somebody takes the counts. `sent` is what an
 * input names; `received` is what an answer carried, which a client may or may not look at.
 */
export class ClientUses {
  #counts = new Map<string, ClientUse>();
  readonly #builds = new Set<string>();

  count(build: string, kind: ClientUse["kind"], domain: string, attribute: string): void {
    const known = this.#builds.has(build) || this.#builds.size < MAX_BUILDS ? build : "other";
    this.#builds.add(known);
    this.#add({ domain, attribute, build: known, kind, calls: 1 });
  }

  /** What was counted since the last time. */
  take(): ClientUse[] {
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    return counts;
  }

  /** Counts again what could not be written. */
  putBack(uses: readonly ClientUse[]): void {
    for (const use of uses) this.#add(use);
  }

  #add(use: ClientUse): void {
    const key = `${use.build} ${use.kind} ${use.domain}.${use.attribute}`;
    const calls = (this.#counts.get(key)?.calls ?? 0) + use.calls;
    this.#counts.set(key, { ...use, calls });
  }
}

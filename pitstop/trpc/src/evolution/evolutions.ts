import type { RetiredEntry } from "@pitstop/database";
import type { RecordedVersion } from "../contract/history.ts";
import type { Label } from "../crud/aside.ts";
import type { ApiDefinition } from "../definition.ts";
import { ownValue } from "../own-value.ts";
import { type DeprecatedMember, deprecatedOf, deprecationOf } from "./deprecated.ts";
import type { Deprecation } from "./notices.ts";
import { isSameSurface, type NamedDomain, type Surface, surfaceOf } from "./surface.ts";
import { type DomainView, type PresentDomain, unionView, viewOfVersion } from "./view.ts";

/** What this version is, and what it knows of the versions before it. */
export interface Stated extends Omit<ApiDefinition, "about" | "access" | "domains"> {
  readonly domains: Readonly<Record<string, NamedDomain>>;
}

/** A domain of an earlier version that has another name by now, or is gone. */
export interface FormerDomain {
  readonly name: string;
  readonly plural: string;
  readonly label: Label;
  /** What it is called now; undefined where it was removed. */
  readonly now: string | undefined;
  /** The day on which it was renamed or removed; undefined where that is purged. */
  readonly since: string | undefined;
}

/** How this version serves clients of all versions. Each domain is read once, when it is first asked for. */
export class Evolutions {
  readonly version: string;
  /** What tells the contract of each domain from every other one. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly #stated: Stated;
  readonly #versions: ReadonlyMap<string, RecordedVersion["domains"]>;
  readonly #present = new Map<string, PresentDomain | undefined>();
  readonly #unions = new Map<string, DomainView | undefined>();
  readonly #deprecated = new Map<string, ReadonlyMap<string, DeprecatedMember> | undefined>();
  /** By surface: versions that say the same of a domain share a view. */
  readonly #views = new Map<string, DomainView | undefined>();
  #former: ReadonlyMap<string, FormerDomain> | undefined;

  constructor(stated: Stated) {
    this.#stated = stated;
    this.version = stated.version.contract;
    this.fingerprints = stated.version.domains;
    this.#versions = new Map(stated.history.versions.map(({ contract, domains }) => [contract, domains]));
  }

  get domains(): NamedDomain[] {
    return Object.values(this.#stated.domains);
  }

  /** Whether clients of a version are older ones; all other versions are newer, or of another branch. */
  isKnown(contract: string): boolean {
    return contract === this.version || this.#versions.has(contract);
  }

  /** The domain of this name; undefined where this version has none. */
  present(name: string): PresentDomain | undefined {
    return once(this.#present, name, () => {
      const { domains, entities, retired, retiredSchemas: schemas } = this.#stated;
      const [domain, entity] = [ownValue(domains, name), ownValue(entities, name)];
      if (!(domain && entity)) return undefined;
      const surface = surfaceOf(domain, entity);
      const isColumn = ({ table, column }: RetiredEntry) => table === surface.table && column !== undefined;
      return { domain, surface, entries: retired.filter(isColumn), schemas };
    });
  }

  /** The name of the domain that a caller calls by this one, and when it is to go; undefined where it stays. */
  deprecatedDomain(name: string): { readonly name: string; readonly deprecation: Deprecation } | undefined {
    const now = ownValue(this.#stated.domains, name) ? name : this.former.get(name)?.now;
    const deprecation = now === undefined ? undefined : deprecationOf(ownValue(this.#stated.domains, now));
    return now !== undefined && deprecation ? { name: now, deprecation } : undefined;
  }

  /** The attributes and relations of a domain that are to go, by the names that inputs have. */
  deprecated(name: string): ReadonlyMap<string, DeprecatedMember> | undefined {
    return once(this.#deprecated, name, () => {
      const domain = ownValue(this.#stated.domains, name);
      return domain && deprecatedOf(domain);
    });
  }

  /** The domain for callers that state no version; undefined where it is nothing but what it is now. */
  union(name: string): DomainView | undefined {
    return once(this.#unions, name, () => {
      const present = this.present(name);
      if (present) return present.entries.length === 0 ? undefined : unionView(present);
      return this.#latestView(name);
    });
  }

  /** The domain as clients of an earlier version know it; undefined where that is what it is now. */
  view(name: string, contract: string): DomainView | undefined {
    const surface = this.#versions.get(contract)?.[name];
    return surface === undefined ? undefined : this.#viewOf(name, surface, contract);
  }

  /** The domains of earlier versions that this one has under another name, or no more. */
  get former(): ReadonlyMap<string, FormerDomain> {
    this.#former ??= new Map(
      this.#stated.history.versions.flatMap(({ domains }) =>
        Object.entries(domains)
          .filter(([name]) => !ownValue(this.#stated.domains, name))
          .flatMap(([name, surface]) =>
            surface === undefined ? [] : [[name, this.#formerDomain(name, surface)] as const],
          ),
      ),
    );
    return this.#former;
  }

  #formerDomain(name: string, surfaceName: string): FormerDomain {
    const { plural, label, table } = this.#surface(surfaceName);
    const now = this.#nameOfTable(table);
    const entry = this.#stated.retired.find((each) =>
      now === undefined ? each.table === table && each.attribute === "" : each.view === table,
    );
    return { name, plural, label, now, since: entry?.since };
  }

  #latestView(name: string): DomainView | undefined {
    const version = this.#stated.history.versions.findLast(
      ({ domains }) => ownValue(domains, name) !== undefined,
    );
    const surface = version?.domains[name];
    return version && surface !== undefined ? this.#viewOf(name, surface, version.contract) : undefined;
  }

  #viewOf(name: string, surfaceName: string, contract: string): DomainView | undefined {
    return once(this.#views, surfaceName, () => {
      const surface = this.#surface(surfaceName);
      const present = this.present(this.#nameOfTable(surface.table) ?? "");
      if (!present) return undefined;
      if (name === present.domain.name && isSameSurface(surface, present.surface)) return undefined;
      return viewOfVersion(name, surface, present, (table) => this.#labelIn(contract, table));
    });
  }

  /** What a version calls the records of a table. */
  #labelIn(contract: string, table: string): Label | undefined {
    const names = Object.values(this.#versions.get(contract) ?? {});
    const now = this.#nameOfTable(table);
    return names
      .flatMap((each) => (each === undefined ? [] : [this.#surface(each)]))
      .find((each) => this.#nameOfTable(each.table) === now)?.label;
  }

  #surface(name: string): Surface {
    return this.#stated.history.surfaces[name] as Surface; // versions name none that isn't recorded
  }

  /** The domain that has a table now, through all of its names. */
  #nameOfTable(table: string): string | undefined {
    const { domains, entities, retired } = this.#stated;
    const passed = new Set<string>();
    for (let at: string | undefined = table; at !== undefined && !passed.has(at); ) {
      passed.add(at);
      const now = Object.keys(domains).find((name) => ownValue(entities, name)?.meta.tableName === at);
      if (now !== undefined) return now;
      at = retired.find(({ view }) => view === at)?.table;
    }
    return undefined;
  }
}

function once<Value>(known: Map<string, Value>, name: string, read: () => Value): Value {
  if (known.has(name)) return known.get(name) as Value; // it has just been looked up
  const value = read();
  // A name is what anybody sends: only those of domains are kept.
  if (value !== undefined || known.size < MAX_NAMES) known.set(name, value);
  return value;
}

const MAX_NAMES = 1000;

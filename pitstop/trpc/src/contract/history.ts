import { hash } from "node:crypto";
import type { Surface } from "../evolution/surface.ts";

/** One version of the contract, and which surface each of its domains has, by name. */
export interface RecordedVersion {
  readonly contract: string;
  /** Undefined where it had no such domain: so TypeScript reads it from JSON in projects of any settings. */
  readonly domains: Readonly<Record<string, string | undefined>>;
}

/**
 * The versions of the API that clients may have been built against, in the order in which they were recorded. Surfaces
 * have names that follow from their content, so that lists of two branches go together without a conflict.
 */
export interface History {
  readonly versions: readonly RecordedVersion[];
  readonly surfaces: Readonly<Record<string, Surface>>;
}

/**
 * The history with this version at its end. A contract that was there before is the same one for clients, in whichever
 * columns its values are now: it takes the place of the earlier one.
 */
export function withVersion(
  { versions, surfaces }: History,
  contract: string,
  present: Readonly<Record<string, Surface>>,
): History {
  const named = Object.entries(present).map(([domain, surface]) => ({
    domain,
    name: nameOf(domain, surface),
    surface,
  }));
  const version = { contract, domains: Object.fromEntries(named.map(({ domain, name }) => [domain, name])) };
  const all = [...versions.filter((known) => known.contract !== contract), version];
  const known = { ...surfaces, ...Object.fromEntries(named.map(({ name, surface }) => [name, surface])) };
  const used = new Set(all.flatMap(({ domains }) => Object.values(domains)));
  return {
    versions: all,
    surfaces: Object.fromEntries(
      [...used].flatMap((name = "") => (known[name] ? [[name, known[name]]] : [])),
    ),
  };
}

const nameOf = (domain: string, surface: Surface): string =>
  `${domain}-${hash("sha256", JSON.stringify(surface)).slice(0, 8)}`;

/** The text of `versions.json`. */
export const historyText = (history: History): string => `${JSON.stringify(history, null, 2)}\n`;

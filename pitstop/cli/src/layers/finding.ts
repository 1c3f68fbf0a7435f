import { lineAt } from "../edit/source.ts";
import type { Domain } from "../workspace/read-domain.ts";

/** Two layers that say different things, and where. */
export interface Finding {
  readonly domain: string;
  /** The attribute or relation; undefined for what concerns the whole domain. */
  readonly attribute?: string;
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** A finding about an attribute or a relation, where a layer states it. */
export function findingAt(domain: Domain, layer: "types" | "entity", name: string, text: string): Finding {
  const { source } = domain[layer];
  const members = [...domain[layer].attributes, ...domain[layer].relations.map(({ property }) => property)];
  const member = members.find((candidate) => candidate.name === name);
  const start = (member?.spread ?? member?.node)?.start ?? 0;
  return { domain: domain.name, attribute: name, path: source.path, line: lineAt(source.text, start), text };
}

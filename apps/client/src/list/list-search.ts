import { sortKeys } from "@pitstop/types";
import { z } from "zod";
import type { Filter, Sort } from "../api.ts";
import type { Domain } from "../domains.ts";

/** What the address of a list holds. */
export interface ListSearch {
  search?: string | undefined;
  /** `name`, or `-name` for descending. */
  sort?: string | undefined;
  filter?: Filter | undefined;
  cursor?: string | undefined;
}

const Text = z.union([z.string(), z.number().transform(String)]);
const Conditions = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Reads an address of any origin: what is not understood is left out, so that an old link still opens. */
export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  return {
    search: Text.safeParse(raw.search).data || undefined,
    sort: Text.safeParse(raw.sort).data,
    filter: Conditions.safeParse(raw.filter).data,
    cursor: Text.safeParse(raw.cursor).data,
  };
}

/** The part of an address that the domain's own schema allows: an attribute may have gone since a link was made. */
export function requestOf(domain: Domain, { search, sort, filter, cursor }: ListSearch) {
  const conditions = Object.entries(filter ?? {}).filter(
    ([key, condition]) => domain.count.safeParse({ filter: { [key]: condition } }).success,
  );
  return {
    search: search?.slice(0, 200),
    filter: conditions.length > 0 ? Object.fromEntries(conditions) : undefined,
    sort: sortOf(domain, sort),
    cursor,
  };
}

function sortOf(domain: Domain, text: string | undefined): Sort | undefined {
  if (text === undefined) return undefined;
  const by = text.replace(/^-/, "");
  if (!sortKeys(domain.attributes).includes(by)) return undefined;
  return { by, direction: text.startsWith("-") ? "desc" : "asc" };
}

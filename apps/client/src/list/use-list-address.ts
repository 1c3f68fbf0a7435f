import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Condition } from "../api.ts";
import type { Domain } from "../domains.ts";
import { type ListSearch, requestOf } from "./list-search.ts";

/** The state of a list is its address: what is asked for, and how to ask for something else. */
export function useListAddress(domain: Domain) {
  const address = useSearch({ from: "/$plural/" });
  const navigate = useNavigate({ from: "/$plural/" });
  const request = requestOf(domain, address);

  const go = (next: ListSearch, replace = false): void => void navigate({ search: next, replace });
  // A cursor is a place in one order of one selection: every other change starts at the first page.
  const change = (part: Omit<ListSearch, "cursor">, replace = false): void =>
    go({ ...address, ...part, cursor: undefined }, replace);

  return {
    request,
    isNarrowed: Boolean(request.search || request.filter),
    // One step of the history for a search, not one for each pause in typing.
    setSearch: (search: string) => change({ search: search || undefined }, Boolean(address.search)),
    setCondition: (key: string, condition: Condition | undefined) => {
      const { [key]: _replaced, ...others } = request.filter ?? {};
      const filter = condition ? { ...others, [key]: condition } : others;
      change({ filter: Object.keys(filter).length > 0 ? filter : undefined });
    },
    clearFilters: () => change({ filter: undefined }),
    clear: () => change({ search: undefined, filter: undefined }),
    /** Ascending, then descending, then the list's own order. */
    sortBy: (key: string) => {
      const next = { [key]: `-${key}`, [`-${key}`]: undefined };
      const present = address.sort ?? "";
      change({ sort: present in next ? next[present] : key });
    },
    turnTo: (cursor: string | null) => go({ ...address, cursor: cursor ?? undefined }),
  };
}

export type ListAddress = ReturnType<typeof useListAddress>;

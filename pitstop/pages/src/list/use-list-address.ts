import { DEFAULT_PAGE_SIZE } from "@pitstop/domain";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Filter } from "../api.ts";
import type { Domain } from "../domains.ts";
import { withoutCondition } from "./filter-draft.ts";
import { addressOf, type ListRequest, readListSearch } from "./list-search.ts";

/** The state of a list is its address: what is asked for, and how to ask for something else. */
export function useListAddress(domain: Domain) {
  const navigate = useNavigate({ from: "/$plural/" });
  const { request, problems } = readListSearch(domain, useSearch({ from: "/$plural/" }));

  const go = (next: ListRequest, replace = false): void =>
    void navigate({ search: addressOf(next), replace });
  // A cursor is a place in one order of one selection: every other change starts at the first page.
  const change = (part: Partial<Omit<ListRequest, "cursor" | "from">>, replace = false): void =>
    go({ ...request, ...part, cursor: undefined, from: undefined }, replace);

  return {
    request,
    search: addressOf(request),
    /** What the address asks for in vain, in sentences. */
    problems,
    dropProblems: () => go(request, true),
    isNarrowed: Boolean(request.search || request.filter),
    // One step of the history for a search, not one for each pause in typing.
    setSearch: (search: string) => change({ search: search || undefined }, Boolean(request.search)),
    setFilter: (filter: Filter) => change({ filter: Object.keys(filter).length > 0 ? filter : undefined }),
    dropCondition: (key: string, name: string) => {
      const filter = withoutCondition(request.filter ?? {}, key, name);
      change({ filter: Object.keys(filter).length > 0 ? filter : undefined });
    },
    clearFilters: () => change({ filter: undefined }),
    clearOrder: () => change({ sort: undefined }),
    clear: () => change({ search: undefined, filter: undefined }),
    /** Ascending, then descending, then the list's own order. */
    sortBy: (key: string) => {
      const { by, direction } = request.sort ?? {};
      if (by !== key) change({ sort: { by: key, direction: "asc" } });
      else change({ sort: direction === "asc" ? { by: key, direction: "desc" } : undefined });
    },
    setPageSize: (limit: number) => change({ limit: limit === DEFAULT_PAGE_SIZE ? undefined : limit }),
    turnTo: (cursor: string) => go({ ...request, cursor }),
    turnToFirst: () => change({}),
    turnToLast: () => go({ ...request, cursor: undefined, from: "end" }),
  };
}

export type ListAddress = ReturnType<typeof useListAddress>;

import { DEFAULT_PAGE_SIZE } from "@pitstop/domain";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Filter } from "../api.ts";
import type { Domain } from "../domains.ts";
import { withoutCondition } from "./filter-draft.ts";
import { addressOf, type ListRequest, type ListSearch, readListSearch } from "./list-search.ts";

/** The state of a list is its address: what is asked for, and how to ask for something else. */
export function useListAddress(domain: Domain) {
  const navigate = useNavigate({ from: "/$plural/" });
  const { request, problems } = readListSearch(domain, useSearch({ from: "/$plural/" }));

  // From the address as it is by then: two changes may follow each other faster than the page is drawn.
  const go = (next: (latest: ListRequest) => ListRequest, replace = false): void =>
    void navigate({
      search: (latest: ListSearch) => addressOf(next(readListSearch(domain, latest).request)),
      replace,
    });
  // A cursor is a place in one order of one selection: every other change starts at the first page.
  const change = (part: (latest: ListRequest) => Partial<ListRequest>, replace = false): void =>
    go((latest) => ({ ...latest, ...part(latest), cursor: undefined, from: undefined }), replace);

  return {
    request,
    search: addressOf(request),
    /** What the address asks for in vain, in sentences. */
    problems,
    dropProblems: () => go((latest) => latest, true),
    isNarrowed: Boolean(request.search || request.filter),
    // One step of the history for a search, not one for each pause in typing.
    setSearch: (search: string) => change(() => ({ search: search || undefined }), Boolean(request.search)),
    changeFilter: (next: (filter: Filter) => Filter) =>
      change((latest) => ({ filter: orNone(next(latest.filter ?? {})) })),
    dropCondition: (key: string, name: string) =>
      change((latest) => ({ filter: orNone(withoutCondition(latest.filter ?? {}, key, name)) })),
    clearFilters: () => change(() => ({ filter: undefined })),
    clearOrder: () => change(() => ({ sort: undefined })),
    clear: () => change(() => ({ search: undefined, filter: undefined })),
    /** Ascending, then descending, then the list's own order. */
    sortBy: (key: string) =>
      change(({ sort }) => {
        if (sort?.by !== key) return { sort: { by: key, direction: "asc" } };
        return { sort: sort.direction === "asc" ? { by: key, direction: "desc" } : undefined };
      }),
    setPageSize: (limit: number) =>
      change(() => ({ limit: limit === DEFAULT_PAGE_SIZE ? undefined : limit })),
    // A cursor of another request leads nowhere.
    turnTo: (cursor: string) =>
      go((latest) => (isSameList(latest, request) ? { ...latest, cursor } : latest)),
    turnToFirst: () => change(() => ({})),
    turnToLast: () => go((latest) => ({ ...latest, cursor: undefined, from: "end" })),
  };
}

const orNone = (filter: Filter): Filter | undefined => (Object.keys(filter).length > 0 ? filter : undefined);

/** Whether two requests ask for pages of the same rows in the same order. */
const isSameList = (one: ListRequest, other: ListRequest): boolean =>
  JSON.stringify({ ...one, cursor: undefined }) === JSON.stringify({ ...other, cursor: undefined });

export type ListAddress = ReturnType<typeof useListAddress>;

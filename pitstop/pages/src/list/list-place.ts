import { useLocation } from "@tanstack/react-router";
import type { ListSearch } from "./list-search.ts";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The address of the list that a page was opened from. */
    list?: ListSearch;
  }
}

/** The list as it was when this page was opened from it: search, order, filter and page. It outlives a reload. */
export const useListPlace = (): ListSearch => useLocation({ select: ({ state }) => state.list }) ?? {};

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useApplication } from "../application.ts";
import type { Domain } from "../domains.ts";

const CHANGES_OF_A_PAGE = 10;

/** The history of a record, or without an id the trash of its domain, page by page. */
export function useChangePages(domain: Domain, id: number | undefined) {
  const { history, trash } = useApplication().proceduresOf(domain);
  const queryClient = useQueryClient();
  return useInfiniteQuery({
    queryKey: ["changes", domain.name, id],
    queryFn: ({ pageParam }) => {
      const page = { limit: CHANGES_OF_A_PAGE, ...(pageParam !== null && { cursor: pageParam }) };
      return id === undefined
        ? queryClient.fetchQuery(trash.queryOptions(page))
        : queryClient.fetchQuery(history.queryOptions({ id, ...page }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

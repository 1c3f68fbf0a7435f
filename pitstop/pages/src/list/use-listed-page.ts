import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useApplication } from "../application.ts";
import type { Domain } from "../domains.ts";
import { pageRequestOf, turned } from "./from-end.ts";
import type { ListRequest } from "./list-search.ts";

/** The page of a list that its address asks for; while it is on its way, the one before. */
export function useListedPage(domain: Domain, request: ListRequest, enabled: boolean) {
  const { proceduresOf } = useApplication();
  const options = { placeholderData: keepPreviousData, enabled };
  const page = useQuery(proceduresOf(domain).list.queryOptions(pageRequestOf(request), options));
  const { data, isPlaceholderData } = page;
  // Of the page that is shown, which until the next one arrives is none that the address asks for.
  const [isFromEnd, setIsFromEnd] = useState(request.from === "end");
  if (data && !isPlaceholderData && isFromEnd !== (request.from === "end")) setIsFromEnd(!isFromEnd);
  const shown = useMemo(() => (data && isFromEnd ? turned(data) : data), [data, isFromEnd]);
  return { ...page, data: shown };
}

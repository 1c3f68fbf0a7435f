import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Change } from "../api.ts";
import type { Domain } from "../domains.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { ProblemState } from "../problem-state.tsx";
import { ChangeList } from "./change-list.tsx";
import { useChangePages } from "./use-change-pages.ts";

interface ChangePagesProps {
  domain: Domain;
  /** The record; without it, the trash of its domain. */
  id?: number;
  /** What stands there where nothing is logged. */
  empty: string;
  /** The words of the button that shows the next page. */
  more: string;
  /** What can be done with a change. */
  children: (change: Change) => ReactNode;
}

/** The history of a record or the trash of a domain, page by page. */
export function ChangePages({ domain, id, empty, more, children }: ChangePagesProps) {
  const { data, error, refetch, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage } = useChangePages(
    domain,
    id,
  );
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
  const { pages = [] } = data ?? {};
  const changes = pages.flatMap(({ items }) => items);
  return (
    <Stack gap="md">
      {data && changes.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      <ChangeList domain={domain} changes={changes}>
        {children}
      </ChangeList>
      {hasNextPage && (
        <PendingButton variant="default" isPending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {more}
        </PendingButton>
      )}
    </Stack>
  );
}

import { Button, Paper, Stack, Text } from "@mantine/core";
import type { Change } from "../api.ts";
import { type Domain, nameOf } from "../domains.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { Icon } from "../icon.tsx";
import { NotFoundPage } from "../not-found-page.tsx";
import { PageHeader } from "../page-header.tsx";
import { ProblemState } from "../problem-state.tsx";
import { inSentence } from "../words.ts";
import { ChangeList } from "./change-list.tsx";
import { useChangePages } from "./use-change-pages.ts";
import { useRestore } from "./use-restore.ts";

/** The records of a domain that were deleted lately, and can come back. */
export function TrashPage({ domain }: { domain: Domain }) {
  const restore = useRestore(domain);
  const many = inSentence(domain.label.many);
  const trash = useChangePages(domain);
  if (!domain.hasHistory) return <NotFoundPage domain={domain}>Deleted {many} are not kept.</NotFoundPage>;
  const { pages = [] } = trash.data ?? {};
  const deleted = pages.flatMap(({ items }) => items);
  return (
    <Stack gap="md">
      <PageHeader
        title="Trash"
        parent={domain}
        description={`Deleted ${many}. They can be restored for a while.`}
      />
      <Paper withBorder p={{ base: "md", sm: "lg" }}>
        {trash.error ? (
          <ProblemState
            error={trash.error}
            onRetry={() => void trash.refetch()}
            isRetrying={trash.isFetching}
          />
        ) : (
          <Stack gap="md">
            {trash.data && deleted.length === 0 && <Text size="sm">The trash is empty.</Text>}
            <ChangeList domain={domain} changes={deleted}>
              {(change) =>
                domain.may.has("create") && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    leftSection={<Icon name="undo" />}
                    aria-label={`Restore “${nameOfDeleted(domain, change)}”`}
                    onClick={() => void restore({ id: change.recordId })}
                  >
                    Restore
                  </Button>
                )
              }
            </ChangeList>
            {trash.hasNextPage && (
              <PendingButton
                variant="default"
                isPending={trash.isFetchingNextPage}
                onClick={() => void trash.fetchNextPage()}
              >
                Show more
              </PendingButton>
            )}
          </Stack>
        )}
      </Paper>
    </Stack>
  );
}

/** How people called a record that is gone. */
function nameOfDeleted(domain: Domain, { recordId, changes }: Change): string {
  const values = Object.fromEntries(changes.map(({ name, before }) => [name, before]));
  return nameOf(domain, { ...values, id: recordId });
}

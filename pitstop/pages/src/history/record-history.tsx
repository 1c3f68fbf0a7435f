import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import type { Row } from "../api.ts";
import type { Domain } from "../domains.ts";
import { PendingButton } from "../form/pending-button.tsx";
import { ProblemState } from "../problem-state.tsx";
import { inSentence } from "../words.ts";
import { ChangeList } from "./change-list.tsx";
import { useChangePages } from "./use-change-pages.ts";
import { useRestore } from "./use-restore.ts";

/** Who changed a record, when, and what; and a way back to each version. */
export function RecordHistory({ domain, record }: { domain: Domain; record: Row }) {
  const restore = useRestore(domain);
  const history = useChangePages(domain, record.id);
  const { pages = [] } = history.data ?? {};
  const changes = pages.flatMap(({ items }) => items);
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-labelledby="history">
      <Title order={2} size="h5" id="history" mb="sm">
        History
      </Title>
      {history.error ? (
        <ProblemState
          error={history.error}
          onRetry={() => void history.refetch()}
          isRetrying={history.isFetching}
        />
      ) : (
        <Stack gap="md">
          {history.data && changes.length === 0 && (
            <Text size="sm" c="dimmed">
              Nothing is logged of this {inSentence(domain.label.one)} yet.
            </Text>
          )}
          <ChangeList domain={domain} changes={changes}>
            {({ action, version }) =>
              domain.may.has("update") &&
              action !== "delete" &&
              version < record.version && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Restore version ${version}`}
                  onClick={() => void restore({ id: record.id, to: version, version: record.version })}
                >
                  Restore this version
                </Button>
              )
            }
          </ChangeList>
          {history.hasNextPage && (
            <PendingButton
              variant="default"
              isPending={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              Show earlier changes
            </PendingButton>
          )}
        </Stack>
      )}
    </Paper>
  );
}

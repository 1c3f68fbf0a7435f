import { Button, Paper, Stack, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { Row } from "../api.ts";
import { described } from "../described.ts";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import { ButtonLink } from "../links.tsx";
import { PageHeader } from "../page-header.tsx";
import { ProblemState } from "../problem-state.tsx";
import { DeleteDialog } from "../record/delete-dialog.tsx";
import { inSentence } from "../words.ts";
import { NothingFound } from "./nothing-found.tsx";
import { Pager } from "./pager.tsx";
import { RecordTable } from "./record-table.tsx";
import { Toolbar } from "./toolbar.tsx";
import { UnknownConditions } from "./unknown-conditions.tsx";
import { useColumns } from "./use-columns.ts";
import { useListAddress } from "./use-list-address.ts";
import { useListedPage } from "./use-listed-page.ts";

export function ListPage({ domain }: { domain: Domain }) {
  const address = useListAddress(domain);
  const columns = useColumns(domain);
  const [deleting, setDeleting] = useState<Row>();
  const isMisunderstood = address.problems.length > 0;
  const page = useListedPage(domain, address.request, !isMisunderstood);
  const isLoading = page.status === "pending" && !isMisunderstood;
  const isBusy = isLoading || page.isPlaceholderData;
  const isEmpty = page.data?.items.length === 0;

  return (
    <Stack gap="md">
      <PageHeader title={domain.label.many} description={described(domain)}>
        {domain.may.has("create") && (
          <ButtonLink
            to="/$plural/new"
            params={{ plural: domain.plural }}
            state={{ list: address.search }}
            leftSection={<Icon name="plus" />}
          >
            New {inSentence(domain.label.one)}
          </ButtonLink>
        )}
        {domain.hasHistory && domain.may.has("create") && (
          <ButtonLink
            to="/$plural/trash"
            params={{ plural: domain.plural }}
            state={{ list: address.search }}
            variant="default"
            leftSection={<Icon name="trash" />}
          >
            Trash
          </ButtonLink>
        )}
      </PageHeader>
      <Paper withBorder>
        <Toolbar domain={domain} address={address} columns={columns} />
        {isLoading && <VisuallyHidden role="status">Loading {inSentence(domain.label.many)}…</VisuallyHidden>}
        {isMisunderstood ? (
          <UnknownConditions address={address} />
        ) : page.isError ? (
          <ProblemState error={page.error} onRetry={() => void page.refetch()} isRetrying={page.isFetching}>
            {address.request.cursor && (
              <Button variant="default" onClick={() => address.turnToFirst()}>
                Go to the first page
              </Button>
            )}
          </ProblemState>
        ) : isEmpty ? (
          <NothingFound domain={domain} address={address} />
        ) : (
          <RecordTable
            domain={domain}
            rows={page.data?.items}
            list={address.search}
            sort={address.request.sort}
            columns={columns}
            isBusy={isBusy}
            onSort={address.sortBy}
            onDelete={setDeleting}
          />
        )}
        {!isMisunderstood && <Pager domain={domain} address={address} page={page.data} isBusy={isBusy} />}
      </Paper>
      <DeleteDialog
        domain={domain}
        row={deleting}
        onClose={() => setDeleting(undefined)}
        onDeleted={() => setDeleting(undefined)}
      />
    </Stack>
  );
}

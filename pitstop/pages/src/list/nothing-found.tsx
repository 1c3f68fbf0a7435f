import { Button, EmptyState } from "@mantine/core";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import { ButtonLink } from "../links.tsx";
import { inSentence } from "../words.ts";
import { SEARCH_INPUT } from "./toolbar.tsx";
import type { ListAddress } from "./use-list-address.ts";

/** In place of an empty table: why it is empty, and what to do. */
export function NothingFound({ domain, address }: { domain: Domain; address: ListAddress }) {
  const { one, many } = { one: inSentence(domain.label.one), many: inSentence(domain.label.many) };
  if (address.request.cursor) {
    return (
      <EmptyState
        py="xl"
        icon={<Icon name="box" size={36} />}
        title={`There are no ${many} on this page any more`}
      >
        <EmptyState.Actions>
          <Button variant="default" onClick={() => address.turnToFirst()}>
            Go to the first page
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  }
  if (address.isNarrowed) {
    return (
      <EmptyState
        py="xl"
        icon={<Icon name="search" size={36} />}
        title={`No ${many} match`}
        description="Try other words, or drop a filter."
      >
        <EmptyState.Actions>
          <Button
            variant="default"
            onClick={() => {
              address.clear();
              document.getElementById(SEARCH_INPUT)?.focus();
            }}
          >
            Clear search and filters
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      py="xl"
      icon={<Icon name="box" size={36} />}
      title={`No ${many} yet`}
      description={domain.description}
    >
      {domain.may.has("create") && (
        <EmptyState.Actions>
          <ButtonLink to="/$plural/new" params={{ plural: domain.plural }} leftSection={<Icon name="plus" />}>
            Add the first {one}
          </ButtonLink>
        </EmptyState.Actions>
      )}
    </EmptyState>
  );
}

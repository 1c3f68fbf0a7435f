import { Badge, Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useId } from "react";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import { DebouncedTextInput } from "../kinds/debounced-text-input.tsx";
import { inSentence } from "../words.ts";
import { FilterChips } from "./filter-chips.tsx";
import { Filters } from "./filters.tsx";
import type { ListAddress } from "./use-list-address.ts";

/** The id of the search box. */
export const SEARCH_INPUT = "list-search";

export function Toolbar({ domain, address }: { domain: Domain; address: ListAddress }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const filtersId = useId();
  const active = Object.keys(address.request.filter ?? {}).length;
  return (
    <search aria-label={`Find ${inSentence(domain.label.many)}`}>
      <Group p="md" gap="sm" wrap="nowrap">
        <DebouncedTextInput
          type="search"
          id={SEARCH_INPUT}
          aria-label={`Search ${inSentence(domain.label.many)}`}
          placeholder="Search"
          leftSection={<Icon name="search" />}
          value={address.request.search ?? ""}
          onCommit={address.setSearch}
          flex={1}
          maw="26rem"
        />
        <Button
          variant="default"
          leftSection={<Icon name="filter" />}
          rightSection={
            active > 0 && (
              <Badge size="sm" circle>
                {active}
              </Badge>
            )
          }
          aria-expanded={isOpen}
          aria-controls={filtersId}
          onClick={toggle}
        >
          Filter
        </Button>
      </Group>
      <Filters id={filtersId} domain={domain} address={address} isOpen={isOpen} />
      <FilterChips domain={domain} address={address} />
    </search>
  );
}

import { Badge, Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useId, useState } from "react";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import { DebouncedTextInput } from "../kinds/debounced-text-input.tsx";
import { useShortcut } from "../shell/use-shortcut.ts";
import { inSentence } from "../words.ts";
import { ColumnPicker } from "./column-picker.tsx";
import { FilterBuilder } from "./filter-builder.tsx";
import { FILTER_BUTTON, FilterChips } from "./filter-chips.tsx";
import type { FilterDraft } from "./filter-draft.ts";
import { HiddenOrder } from "./hidden-order.tsx";
import type { Columns } from "./use-columns.ts";
import type { ListAddress } from "./use-list-address.ts";

interface ToolbarProps {
  domain: Domain;
  address: ListAddress;
  columns: Columns;
}

/** The id of the search box. */
export const SEARCH_INPUT = "list-search";

export function Toolbar({ domain, address, columns }: ToolbarProps) {
  const [isOpen, { toggle, open }] = useDisclosure(false);
  const [draft, setDraft] = useState<FilterDraft>();
  useShortcut("search", () => document.getElementById(SEARCH_INPUT)?.focus());
  const filtersId = useId();
  const active = Object.values(address.request.filter ?? {}).flatMap(Object.keys).length;
  return (
    <search aria-label={`Find ${inSentence(domain.label.many)}`}>
      <Group p="md" gap="sm">
        <DebouncedTextInput
          type="search"
          id={SEARCH_INPUT}
          aria-label={`Search ${inSentence(domain.label.many)}`}
          placeholder="Search"
          leftSection={<Icon name="search" />}
          value={address.request.search ?? ""}
          onCommit={address.setSearch}
          flex="1 1 12rem"
          maw="26rem"
        />
        <Button
          id={FILTER_BUTTON}
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
        <ColumnPicker domain={domain} columns={columns} />
      </Group>
      <FilterBuilder
        id={filtersId}
        domain={domain}
        address={address}
        isOpen={isOpen}
        draft={draft}
        onDraft={setDraft}
      />
      <FilterChips
        domain={domain}
        address={address}
        onEdit={(changed) => {
          setDraft(changed);
          open();
        }}
      />
      <HiddenOrder domain={domain} address={address} columns={columns} />
    </search>
  );
}

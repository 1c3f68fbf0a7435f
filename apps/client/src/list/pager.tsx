import { Button, Group, Select, Text } from "@mantine/core";
import { DEFAULT_PAGE_SIZE } from "@pitstop/types";
import { useQuery } from "@tanstack/react-query";
import { proceduresOf } from "../api.ts";
import type { Domain } from "../domains.ts";
import { Icon } from "../icon.tsx";
import { countInWords } from "../words.ts";
import { PAGE_SIZES } from "./list-search.ts";
import type { ListAddress } from "./use-list-address.ts";

interface PagerProps {
  domain: Domain;
  address: ListAddress;
  page: { previousCursor: string | null; nextCursor: string | null } | undefined;
  /** The page of another request is still shown; its cursors lead nowhere in this one. */
  isBusy: boolean;
}

/** How many there are, and the way to the pages before and after this one. */
export function Pager({ domain, address, page, isBusy }: PagerProps) {
  const { search, filter } = address.request;
  const count = useQuery(proceduresOf(domain).count.queryOptions({ search, filter }));
  // Not the attribute `disabled`: that takes the focus away from the button that was just pressed.
  const turnTo = (cursor: string | null | undefined) =>
    cursor && !isBusy
      ? { onClick: () => address.turnTo(cursor) }
      : { "data-disabled": true, "aria-disabled": true };
  const hasOtherPages = page?.previousCursor != null || page?.nextCursor != null;
  return (
    <Group justify="space-between" px="md" py="sm" gap="sm" className="pager">
      <Text size="sm" c="dimmed" role="status">
        {count.data && countInWords(domain, count.data)}
      </Text>
      {(hasOtherPages || isBusy || address.request.limit !== undefined) && (
        <Group gap="sm">
          <Select
            size="xs"
            w="7.5rem"
            aria-label="Rows on a page"
            data={PAGE_SIZES.map((size) => ({ value: size, label: `${size} rows` }))}
            value={address.request.limit ?? DEFAULT_PAGE_SIZE}
            onChange={(size) => size !== null && address.setPageSize(size)}
            allowDeselect={false}
          />
          <Group component="nav" aria-label="Pages" gap="xs">
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="previous" size={14} />}
              {...turnTo(page?.previousCursor)}
            >
              Previous
            </Button>
            <Button
              size="xs"
              variant="default"
              rightSection={<Icon name="next" size={14} />}
              {...turnTo(page?.nextCursor)}
            >
              Next
            </Button>
          </Group>
        </Group>
      )}
    </Group>
  );
}

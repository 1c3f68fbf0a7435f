import { Button, type ButtonProps, Group, Select, Text, VisuallyHidden } from "@mantine/core";
import { DEFAULT_PAGE_SIZE } from "@pitstop/domain";
import { useQuery } from "@tanstack/react-query";
import { useApplication } from "../application.ts";
import type { Domain } from "../domains.ts";
import { Icon, type IconName } from "../icon.tsx";
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

/** How many there are, and the way to the pages before and after this one, and to both ends. */
export function Pager({ domain, address, page, isBusy }: PagerProps) {
  const { proceduresOf } = useApplication();
  const { search, filter } = address.request;
  const count = useQuery(proceduresOf(domain).count.queryOptions({ search, filter }));
  const { previousCursor = null, nextCursor = null } = page ?? {};
  const hasOtherPages = previousCursor !== null || nextCursor !== null;
  const to = (cursor: string | null, turn: (cursor: string) => void) =>
    cursor === null || isBusy ? undefined : () => turn(cursor);
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
            <EndButton icon="first" label="First page" turn={to(previousCursor, address.turnToFirst)} />
            <PageButton
              leftSection={<Icon name="previous" size={14} />}
              turn={to(previousCursor, address.turnTo)}
            >
              Previous
            </PageButton>
            <PageButton rightSection={<Icon name="next" size={14} />} turn={to(nextCursor, address.turnTo)}>
              Next
            </PageButton>
            <EndButton icon="last" label="Last page" turn={to(nextCursor, address.turnToLast)} />
          </Group>
        </Group>
      )}
    </Group>
  );
}

/** A button that leads to another page, if there is one. */
function PageButton({ turn, ...button }: ButtonProps & { turn: (() => void) | undefined }) {
  // Not the attribute `disabled`: that takes the focus away from the button that was just pressed.
  const pressed = turn ? { onClick: turn } : { "data-disabled": true, "aria-disabled": true };
  return <Button size="xs" variant="default" {...button} {...pressed} />;
}

function EndButton({ icon, label, turn }: { icon: IconName; label: string; turn: (() => void) | undefined }) {
  return (
    <PageButton px={8} turn={turn}>
      <Icon name={icon} size={14} />
      <VisuallyHidden>{label}</VisuallyHidden>
    </PageButton>
  );
}

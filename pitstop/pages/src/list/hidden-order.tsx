import { Box, Pill } from "@mantine/core";
import type { Domain } from "../domains.ts";
import { filterFieldsOf } from "../fields.ts";
import type { Columns } from "./use-columns.ts";
import type { ListAddress } from "./use-list-address.ts";

interface HiddenOrderProps {
  domain: Domain;
  address: ListAddress;
  columns: Columns;
}

/** What the list is sorted by where no column header says so. */
export function HiddenOrder({ domain, address, columns }: HiddenOrderProps) {
  const { sort } = address.request;
  if (!sort || columns.columns.some(({ key }) => key === sort.by)) return null;
  const label = filterFieldsOf(domain).find(({ key }) => key === sort.by)?.label ?? sort.by;
  return (
    <Box px="md" pb="sm">
      <Pill
        size="md"
        withRemoveButton
        onRemove={address.clearOrder}
        removeButtonProps={{
          "aria-label": `Stop sorting by ${label}`,
          tabIndex: 0,
          "aria-hidden": false,
        }}
      >
        Sorted by <strong>{label}</strong>, {sort.direction === "asc" ? "ascending" : "descending"}
      </Pill>
    </Box>
  );
}

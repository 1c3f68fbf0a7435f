import { Group, Table, UnstyledButton } from "@mantine/core";
import type { Sort } from "../api.ts";
import { Icon } from "../icon.tsx";
import type { Field } from "../kinds/kind.ts";

const orders = { asc: "ascending", desc: "descending" } as const;

interface ColumnHeaderProps {
  field: Field;
  sort: Sort | undefined;
  isSortable: boolean;
  onSort: () => void;
  visibleFrom?: "sm";
}

export function ColumnHeader({ field, sort, isSortable, onSort, ...shown }: ColumnHeaderProps) {
  const align = field.kind.align ?? "left";
  if (!isSortable) {
    return (
      <Table.Th scope="col" ta={align} {...shown}>
        {field.label}
      </Table.Th>
    );
  }
  const direction = sort?.by === field.key ? sort.direction : undefined;
  return (
    <Table.Th scope="col" ta={align} {...shown} aria-sort={direction ? orders[direction] : "none"}>
      <UnstyledButton onClick={onSort} fz="inherit" fw="inherit">
        <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
          {field.label}
          <span style={{ opacity: direction ? 1 : 0.45, display: "inline-flex" }}>
            <Icon name={direction ? orders[direction] : "unsorted"} size={14} />
          </span>
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
